// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What a campaign does when the implementation goes away, and the account that it gives of it.
import type { Loss } from '../adapter';
import type { Interruption } from '../interruption';
import { ProtocolError } from '../errors';
import type { Connection, Trouble } from './connection';
import { lastWords } from '../guest/last-words';

/** What was under way, and how often the implementation was lost over it before. */
export interface UnderWay {
  readonly index: number;
  readonly losses: number;
  /** Whether it was stuck in one of them, or used up the memory. */
  readonly stuck?: boolean;
}

/** What was said last, as a violation. `unsure`: a busy host, or what came before, may be to blame. */
export type Shown = 'violation' | 'unsure' | 'nothing';

/** What becomes of what was under way. */
export type Became = 'again' | 'finding' | 'given up';

/** Reboots in a row that a campaign is worth, with nothing judged in between. */
export const MAX_RECONNECTIONS = 8;

/** A candidate that takes the implementation away costs a reboot, so a finding may cost only so many. */
const MAX_CANDIDATES = 20;

/** Where every candidate that still fails does, twice at times, and is given up in seconds. */
export const MAX_STUCK_CANDIDATES = 80;

/** The losses of one campaign: the limit is on those in a row, since an implementation that goes on is worth going on. */
export class Losses {
  private inARow = 0;
  private readonly all: Interruption[] = [];

  constructor(
    private readonly most: number,
    private readonly onLost: (interruption: Interruption) => void = () => undefined,
  ) {}

  /** All that stopped the implementation, in order. */
  get interruptions(): readonly Interruption[] {
    return this.all;
  }

  /** What was in the way of a session. */
  readonly trouble = (trouble: Trouble): void => this.note({ ...trouble, log: [], became: 'none' });

  /** Something was judged since the last loss. */
  judged(): void {
    this.inARow = 0;
  }

  /**
   * Decides what becomes of what was under way. Whoever ended the implementation may have had nothing to do with it, so all
   * but a certain violation gets a second chance; a new implementation decides.
   */
  judge({ index, losses, stuck = false }: UnderWay, { cause, reason, log }: Loss, shown: Shown): Became {
    const found = shown === 'violation' || (shown === 'unsure' && stuck);
    const became = found ? 'finding' : shown === 'unsure' || losses === 0 ? 'again' : 'given up';
    this.note({ cause, reason, log: lastWords(log), index, became });
    return became;
  }

  /**
   * Connects again. Throws `ProtocolError` after too many losses in a row, and when nonsense was spoken over the same thing
   * twice, which no disturbance does; and what `connect` throws.
   */
  async reconnect(connection: Connection, { cause, reason, log }: Loss, became: Became): Promise<void> {
    if (cause === 'garbled' && became !== 'again') throw new ProtocolError(reason, log);
    if (++this.inARow > this.most)
      throw new ProtocolError(`the implementation went away ${this.inARow} times in a row, at last: ${reason}`);
    await connection.reopen();
  }

  /** The losses over the candidates of one finding. */
  shrinking(index: number, connection: Connection, most = MAX_CANDIDATES): CandidateLosses {
    return new CandidateLosses(most, async ({ cause, reason }) => {
      this.note({ cause, reason, log: [], index, became: 'left out' });
      await connection.reopen();
    });
  }

  private note(interruption: Interruption): void {
    this.all.push(interruption);
    this.onLost(interruption);
  }
}

/** While a finding is shrunk, losses are bounded in all: each candidate may be one. */
export class CandidateLosses {
  private count = 0;

  constructor(
    private readonly most: number,
    private readonly reopen: (loss: Loss) => Promise<void>,
  ) {}

  get spent(): boolean {
    return this.count >= this.most;
  }

  async lose(loss: Loss): Promise<void> {
    this.count++;
    await this.reopen(loss);
  }

  /** The last one was not the candidate's own. */
  forgive(): void {
    this.count--;
  }
}
