// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// When a campaign stops before its end, and how its report says so.

export interface Bounds {
  readonly timeBudgetMs?: number;
  /** Ends the campaign after this many different violations. */
  readonly maxFailures: number;
}

/** What cuts a campaign short without anything being wrong with the implementation. */
export type StopReason = 'interrupted' | 'max-fail' | 'time-budget';

/** `broken`: the implementation broke the protocol, or could not be reached again. */
export type Ended = 'finished' | StopReason | 'broken';

/** Where a campaign has its time and its interruption from, so that tests can give it others. */
export interface Clock {
  /** Milliseconds of a monotonic clock. */
  readonly now: () => number;
  readonly signal?: AbortSignal;
}

export class Limits {
  constructor(
    private readonly bounds: Bounds,
    private readonly clock: Clock,
    private readonly started: number,
  ) {}

  get interrupted(): boolean {
    return this.clock.signal?.aborted === true;
  }

  /** Whether what is under way may go on: neither was it interrupted, nor is the time budget used up. */
  get inTime(): boolean {
    return !this.interrupted && !this.late;
  }

  /** Why nothing further is run, after so many violations; undefined as long as something is. */
  stopReason(failures: number): StopReason | undefined {
    if (this.interrupted) return 'interrupted';
    if (failures >= this.bounds.maxFailures) return 'max-fail';
    return this.late ? 'time-budget' : undefined;
  }

  /** How it ended; `exhausted`: all was run. A limit that was reached with the last of it has cut nothing short. */
  ended(failures: number, exhausted: boolean): Exclude<Ended, 'broken'> {
    const reason = this.stopReason(failures);
    return reason === undefined || (reason !== 'interrupted' && exhausted) ? 'finished' : reason;
  }

  private get late(): boolean {
    const { timeBudgetMs } = this.bounds;
    return timeBudgetMs !== undefined && this.clock.now() - this.started >= timeBudgetMs;
  }
}
