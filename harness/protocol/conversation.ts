// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Programs out, answers in: what is under way on one channel, and what becomes of it when the other side goes away.
import type { Ran } from '../adapter';
import { Queue } from '../async/queue';
import type { Program } from '../../spec';
import type { Channel } from './channel';
import { decode } from './decode';
import { ProtocolError } from './error';
import type { Limits } from './limits';
import { runAnswer, stopAnswer } from './messages';

interface Job {
  readonly seq: number;
  readonly program: Program;
  readonly results: Queue<Ran>;
  /** Whether its results end with it. */
  readonly last: boolean;
}

type Over =
  { readonly kind: 'lost'; readonly reason: string } | { readonly kind: 'broken'; readonly error: ProtocolError };

/**
 * Programs are sent as long as fewer than `window` are under way, across calls of `run`, so that the other side is
 * never idle while its answers are judged. Answers come in order, so each is for the first job under way.
 */
export class Conversation {
  private nextSeq = 0;
  private readonly waiting: Job[] = [];
  private readonly underWay: Job[] = [];
  private sending = false;
  private stopping = false;
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

  run(programs: readonly Program[]): AsyncIterable<Ran> {
    const results = new Queue<Ran>();
    const last = programs.length - 1;
    this.waiting.push(
      ...programs.map((program, index) => ({ seq: this.nextSeq++, program, results, last: index === last })),
    );
    if (programs.length === 0) results.close();
    if (this.over) this.settle(this.over);
    else void this.pump();
    return results;
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
    for (const { results } of [...this.underWay, ...this.waiting]) results.close();
    await this.channel.close();
  }

  private async pump(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    while (!this.over && !this.stopping && this.underWay.length < this.limits.window) {
      const job = this.waiting.shift();
      if (job === undefined) break;
      this.underWay.push(job);
      if (this.underWay.length === 1) this.expectAnswer();
      await this.channel.send(JSON.stringify({ cmd: 'run', seq: job.seq, program: job.program }));
    }
    this.sending = false;
  }

  private async listen(): Promise<void> {
    for (;;) {
      const step = await this.lines.next();
      if (step.done === true) {
        this.end({ kind: 'lost', reason: await this.channel.ended });
        return;
      }
      if (this.stopping) {
        if (isStopped(step.value)) return;
      } else if (!this.over) {
        this.hear(step.value);
      }
    }
  }

  private hear(line: string): void {
    try {
      const ran = this.take(line);
      clearTimeout(this.silence);
      const job = this.underWay.shift();
      job?.results.put(ran);
      if (job?.last === true) job.results.close();
      if (this.underWay.length > 0) this.expectAnswer();
      void this.pump();
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.end({ kind: 'broken', error: new ProtocolError(error.reason, this.channel.tail()) });
    }
  }

  private take(line: string): Ran {
    const [job] = this.underWay;
    if (job === undefined) throw new ProtocolError(`an answer came that nothing asked for: ${line.slice(0, 200)}`);
    const answer = decode(runAnswer, line, `the answer to program ${job.seq}`);
    if (answer.seq !== job.seq)
      throw new ProtocolError(`program ${job.seq} was to be answered, but the answer is for ${answer.seq}`);
    if ('error' in answer) return { kind: 'refused', program: job.program, reason: answer.error };
    const [operations, steps] = [job.program.operations.length, answer.history.steps.length];
    if (steps > operations)
      throw new ProtocolError(`program ${job.seq} has ${operations} operations, but its history has ${steps} steps`);
    return { kind: 'history', program: job.program, history: answer.history };
  }

  private expectAnswer(): void {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => {
      this.end({ kind: 'lost', reason: `the implementation said nothing for ${this.limits.silenceMs / 1000} s` });
      void this.channel.close();
    }, this.limits.silenceMs);
  }

  private end(over: Over): void {
    if (this.over) return;
    this.over = over;
    clearTimeout(this.silence);
    if (!this.stopping) this.settle(over);
  }

  /** The first program that has no answer learns why; the others are left without a result. */
  private settle(over: Over): void {
    const [first, ...others] = [...this.underWay.splice(0), ...this.waiting.splice(0)];
    if (first === undefined) return;
    const { program, results } = first;
    if (over.kind === 'lost') results.put({ kind: 'lost', program, reason: over.reason, log: this.channel.tail() });
    results.close(over.kind === 'broken' ? over.error : undefined);
    for (const other of others) other.results.close();
  }
}

function isStopped(line: string): boolean {
  try {
    return stopAnswer.safeParse(JSON.parse(line)).success;
  } catch {
    return false;
  }
}
