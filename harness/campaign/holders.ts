// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Which programs leave a lock of the whole kernel held, as far as it can be learnt from those that waited for it.
import { formatReturn, hasReturned, type History, type Program } from '../../spec';

/** Waiting takes seconds, a new implementation a fraction of one: whoever is likely to wait for another is spared it. */
export class Holders {
  /** What was done on the present implementation; undefined while nobody knows what it went through. */
  private done: Set<string> | undefined;
  /** What was done on every implementation so far on which somebody waited for another's lock. */
  private blamed: ReadonlySet<string> | undefined;

  /** Whether everything was done of which one thing or several leave the lock held. */
  get isHeld(): boolean {
    const { done, blamed } = this;
    return done !== undefined && blamed !== undefined && [...blamed].every((each) => done.has(each));
  }

  /** From now on it is a new implementation. */
  renewed(): void {
    this.done = new Set();
  }

  /** A program has come to its end. */
  returned({ operations }: Program, { steps }: History): void {
    for (const [index, { outcome }] of steps.entries())
      if (hasReturned(outcome)) this.done?.add(`${operations[index]?.op ?? ''} ${formatReturn(outcome.ret)}`);
  }

  /** Somebody has waited, and does not on a new implementation: it was one of those before. */
  blame(): void {
    const { done, blamed = done } = this;
    if (done !== undefined && blamed !== undefined) this.blamed = new Set([...blamed].filter((each) => done.has(each)));
  }
}
