// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Who decides when the work that the kernel put off is done.

/**
 * Decides at every yield point which of the pending works run there. A scheduler must be deterministic: the same
 * calls get the same answers.
 */
export interface Scheduler {
  /** A program begins on a clean system. */
  begin(): void;
  /** An operation is about to run; `code` tells operations apart. */
  operation(code: number): void;
  /** Index of the pending work to run next at this point, or undefined to leave the rest for later. */
  next(pending: number): number | undefined;
}

/**
 * Runs none, one or all of the pending works before an operation, in an order of its own. What it decides depends on
 * `seed` and on the operations so far, so a program that is cut short at the end behaves as before up to the cut.
 * One and never several: seldom are three pending, and a worker that waits for RCU counts as two, so "several" would be
 * all again, and what is there only between the two halves of a worker would be shown to next to no operation.
 */
export class CountingScheduler implements Scheduler {
  private state = 0;
  private budget = 0;

  constructor(private readonly seed: number) {}

  begin(): void {
    this.state = mix(this.seed | 0, 0x5bd1e995);
  }

  operation(code: number): void {
    this.state = mix(this.state, code);
    // Half of the operations find everything still pending; a quarter of them find nothing pending.
    const draw = this.state & 3;
    this.budget = draw < 2 ? 0 : draw === 2 ? 1 : Number.POSITIVE_INFINITY;
  }

  next(pending: number): number | undefined {
    if (this.budget <= 0) return undefined;
    this.budget--;
    this.state = mix(this.state, pending);
    return (this.state >>> 4) % pending;
  }
}

/** Runs whatever is pending, oldest first. */
export class EagerScheduler implements Scheduler {
  begin(): void {
    // It remembers nothing.
  }

  operation(): void {
    // Every operation is alike.
  }

  next(): number {
    return 0;
  }
}

/** Never runs anything by itself: only `quiesce` and the reset do. */
export class LazyScheduler implements Scheduler {
  begin(): void {
    // It remembers nothing.
  }

  operation(): void {
    // Every operation is alike.
  }

  next(): undefined {
    return undefined;
  }
}

/** The finalizer of MurmurHash3, over a running state. */
function mix(state: number, value: number): number {
  let hash = Math.imul(state ^ value, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
