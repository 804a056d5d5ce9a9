// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Requests out, answers in: what is under way on one channel, and what becomes of it when the other side goes away.
import type { Loss, Ran, Raced, RaceOptions, RunOptions } from '../adapter';
import { Queue } from '../platform/queue';
import { causeFrom, type Ending } from '../interruption';
import type { Program, RaceProgram } from '../../spec';
import type { Channel } from './channel';
import { ProtocolError } from '../errors';
import { programJob, raceJob, type Job } from './job';
import type { Limits } from './limits';
import { stopAnswer } from './messages';

interface Numbered {
  readonly seq: number;
  readonly job: Job;
}

type Over =
  | { readonly kind: 'lost'; readonly ending: Ending }
  | { readonly kind: 'broken'; readonly error: ProtocolError }
  /** It has said itself that it ends. */
  | { readonly kind: 'told' };

/**
 * Requests are sent as long as fewer than `window` are under way, across calls, so that the other side is
 * never idle while its answers are judged. Answers come in order, so each is for the first job under way.
 */
export class Conversation {
  private nextSeq = 0;
  private readonly waiting: Numbered[] = [];
  private readonly underWay: Numbered[] = [];
  private sending = false;
  private stopping = false;
  /** Lines that came since it was asked to end: answers to what was under way, if anything. */
  private ignored = 0;
  private over: Over | undefined;
  private silence: NodeJS.Timeout | undefined;
  private readonly listener: Promise<void>;

  constructor(
    private readonly channel: Channel,
    private readonly lines: AsyncIterator<string>,
    private readonly limits: Limits,
  ) {
    this.listener = this.listen();
  }

  run(programs: readonly Program[], options?: RunOptions): AsyncIterable<Ran> {
    const results = new Queue<Ran>();
    const last = programs.length - 1;
    this.ask(programs.map((program, index) => programJob(program, results, index === last, options)));
    if (programs.length === 0) results.close();
    return results;
  }

  race(race: RaceProgram, options: RaceOptions): Promise<Raced> {
    return new Promise((settle, fail) => this.ask([raceJob(race, options, settle, fail)]));
  }

  /** Asks the other side to end, waits for it a little, and closes the channel. */
  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.silence);
    if (this.over === undefined) {
      const timer = setTimeout(() => void this.channel.close(), this.limits.stopMs);
      void this.channel.send(JSON.stringify({ cmd: 'stop' }));
      await this.listener;
      clearTimeout(timer);
    }
    for (const { job } of [...this.underWay, ...this.waiting]) job.close();
    await this.channel.close();
  }

  private ask(jobs: readonly Job[]): void {
    this.waiting.push(...jobs.map((job) => ({ seq: this.nextSeq++, job })));
    if (this.over) this.settle(this.over);
    else void this.pump();
  }

  private async pump(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    while (!this.over && !this.stopping && this.underWay.length < this.limits.window) {
      const next = this.waiting.shift();
      if (next === undefined) break;
      this.underWay.push(next);
      if (this.underWay.length === 1) this.expectAnswer();
      await this.channel.send(JSON.stringify(next.job.request(next.seq)));
    }
    this.sending = false;
  }

  private async listen(): Promise<void> {
    try {
      for (;;) {
        const step = await this.lines.next();
        if (step.done === true) {
          this.end({ kind: 'lost', ending: await this.channel.ended });
          return;
        }
        if (this.stopping && isStopped(step.value)) return;
        if (!this.stopping && !this.over) {
          this.hear(step.value);
        } else if (!this.stopping || ++this.ignored > this.underWay.length) {
          // Whoever is not heard any more may go on for ever: the stream ends with its reader.
          void this.lines.return?.();
          return;
        }
      }
    } catch (error) {
      // Nothing more can be heard after a line that is too long.
      if (!(error instanceof ProtocolError)) throw error;
      this.end({ kind: 'broken', error: new ProtocolError(error.reason, this.channel.tail()) });
      void this.channel.close();
    }
  }

  private hear(line: string): void {
    try {
      const further = this.take(line);
      clearTimeout(this.silence);
      this.underWay.shift();
      if (further === 'over') {
        this.end({ kind: 'told' });
        return;
      }
      if (this.underWay.length > 0) this.expectAnswer();
      void this.pump();
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.end({ kind: 'broken', error: new ProtocolError(error.reason, this.channel.tail()) });
    }
  }

  private take(line: string): 'more' | 'over' {
    const [first] = this.underWay;
    if (first === undefined) throw new ProtocolError(`an answer came that nothing asked for: ${line.slice(0, 200)}`);
    return first.job.take(first.seq, line);
  }

  private expectAnswer(): void {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => {
      const reason = `the implementation said nothing for ${this.limits.silenceMs / 1000} s`;
      this.end({ kind: 'lost', ending: { cause: 'silent', reason } });
      void this.channel.close();
    }, this.limits.silenceMs);
  }

  private end(over: Over): void {
    if (this.over) return;
    this.over = over;
    clearTimeout(this.silence);
    if (!this.stopping) this.settle(over);
  }

  /** The first job that has no answer learns why; the others are left without a result. */
  private settle(over: Over): void {
    const [first, ...others] = [...this.underWay.splice(0), ...this.waiting.splice(0)];
    if (first === undefined) return;
    if (over.kind === 'lost') first.job.lose(lossOf(over.ending, this.channel.tail()));
    first.job.close(over.kind === 'broken' ? over.error : undefined);
    for (const { job } of others) job.close();
  }
}

const lossOf = ({ cause, reason }: Ending, log: readonly string[]): Loss => ({
  cause: causeFrom(cause, log),
  reason,
  log,
});

function isStopped(line: string): boolean {
  try {
    return stopAnswer.safeParse(JSON.parse(line)).success;
  } catch {
    return false;
  }
}
