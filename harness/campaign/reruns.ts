// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Running candidates of the shrinker on the session of a campaign.
import type { RunOptions, Session } from '../adapter';
import type { Program } from '../../spec';
import { breathe } from '../platform/breathing';
import { ranBy } from './answer';
import { fits } from './door';
import { Holders } from './holders';
import type { Connection } from './connection';
import type { Clock } from './limits';
import type { CandidateLosses } from './losses';
import type { Oracle, Rerun } from './options';

/** How long a finding is shrunk: an implementation that starts a process for every step would take many minutes. */
export const TIME_LIMIT_MS = 120_000;

/** Where an operation is known not to return there is no point in waiting as long as for others. */
export const HURRY: RunOptions = { limit: 2 };

/** The runs of one finding's candidates. */
export class Reruns {
  private end: number;
  /** The session that may have run other programs. */
  private used: Session;
  private readonly holders = new Holders();
  /** Whether a candidate was not run because the time was up. */
  unfinished = false;

  constructor(
    private readonly connection: Connection,
    private readonly oracle: Oracle,
    private readonly losses: CandidateLosses,
    private readonly clock: Clock,
    private readonly options: RunOptions = {},
  ) {
    this.end = clock.now() + TIME_LIMIT_MS;
    this.used = connection.session;
  }

  /** What the implementation does with a candidate; undefined when nothing is known of it, or all was used up. */
  readonly rerun: Rerun = async (program: Program) => {
    if (this.holders.isHeld) await this.connection.renew();
    const isNew = this.connection.session !== this.used;
    if (isNew) this.holders.renewed();
    const ran = await this.once(program);
    // A lock that an earlier candidate left held is waited for by this one: only a new implementation tells whose it was.
    const again = isStuck(ran) && !isNew ? await this.inNew(program) : ran;
    if (again !== undefined && !isStuck(again)) this.holders.returned(program, again.history);
    return again !== undefined && this.isKnown(program, again) ? undefined : again;
  };

  /** What a candidate does alone that was stuck after others. Whose lock it waited for, if not its own, costs it nothing. */
  private async inNew(program: Program): ReturnType<Rerun> {
    const ran = await this.once(program);
    if (ran !== undefined && !isStuck(ran)) {
      this.losses.forgive();
      this.holders.blame();
    }
    this.holders.renewed();
    return ran;
  }

  /** A finding that shrinks to something that the kernel is known for would be told as what it is not. */
  private isKnown(program: Program, { history, verdict }: NonNullable<Awaited<ReturnType<Rerun>>>): boolean {
    if (verdict.kind !== 'violates') return false;
    return this.oracle.recognise?.({ program, history, violation: verdict.violation }) !== undefined;
  }

  private async once(program: Program): ReturnType<Rerun> {
    const { session } = this.connection;
    this.used = session;
    const expressible = program.operations.every((operation) => fits(operation, session));
    if (this.losses.spent || !expressible) return undefined;
    if (this.clock.now() >= this.end) {
      this.unfinished = true;
      return undefined;
    }
    const started = this.clock.now();
    await breathe();
    const results = session.run([program], this.options)[Symbol.asyncIterator]();
    const ran = await ranBy(results, program, this.clock.signal);
    if (ran === 'aborted' || ran.kind === 'refused') return undefined;
    if (ran.kind === 'history') {
      if (ran.history.residue.length > 0) await this.connection.renew();
      return { history: ran.history, verdict: this.oracle.judge(program, ran.history) };
    }
    // There are only so many losses; what a reboot takes depends on the machine alone.
    await this.losses.lose(ran);
    this.end += this.clock.now() - started;
    const verdict = this.oracle.judgeLoss?.(program, ran);
    return verdict && { history: ran.history ?? { steps: [], residue: [] }, verdict };
  }
}

const isStuck = (ran: Awaited<ReturnType<Rerun>>): boolean =>
  ran?.verdict.kind === 'violates' && ran.verdict.violation.kind === 'stuck';
