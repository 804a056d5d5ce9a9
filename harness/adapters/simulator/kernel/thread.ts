// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Kernel code that others can come in between, as a generator: it yields where they can.

/**
 * A call in progress. What it yields names the place, as `function: what is about to happen`. With nobody to come in
 * between (`preemptible` is false) it yields only where it must wait, so that most calls are done with one step.
 */
export interface Thread<T = void> {
  next(): IteratorResult<string, T>;
  [Symbol.iterator](): Thread<T>;
}

/** A result, or the thread that will have it: what fails early needs no thread. */
export type Call<T> = T | Thread<T>;

export const isThread = <T>(call: Call<T>): call is Thread<T> => typeof call === 'object' && call !== null && 'next' in call;

/** What comes after a call: at once where the call is over, so that only what waits costs a thread. */
export const then = <T, U>(call: Call<T>, next: (result: T) => Call<U>): Call<U> =>
  isThread(call) ? new Sequence(call, next) : next(call);

/** One thread after another. A generator that delegates to both does the same and is slower (docs/adr/008-speed.md). */
class Sequence<T, U> implements Thread<U> {
  private second: Thread<U> | undefined;

  constructor(
    private readonly first: Thread<T>,
    private readonly then: (result: T) => Call<U>,
  ) {}

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<string, U> {
    if (this.second !== undefined) return this.second.next();
    const step = this.first.next();
    if (step.done !== true) return step;
    const call = this.then(step.value);
    if (!isThread(call)) return { done: true, value: call };
    this.second = call;
    return call.next();
  }
}

/** Waits for a call that another one is part of, and says `result` whatever it came to. */
export function* after<T>(call: Call<unknown>, result: T): Thread<T> {
  if (isThread(call)) yield* call;
  return result;
}
