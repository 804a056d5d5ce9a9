// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Kernel code that others can come in between, as a generator: it yields where they can.

/**
 * A call in progress. What it yields names the place, as `function: what is about to happen`. With nobody to come in
 * between (`preemptible` is false) it yields only where it must wait, so that most calls are done with one step.
 */
export type Thread<T = void> = Generator<string, T, undefined>;

/** A result, or the thread that will have it: what fails early needs no thread. */
export type Call<T> = T | Thread<T>;

export const isThread = <T>(call: Call<T>): call is Thread<T> => typeof call === 'object' && call !== null && 'next' in call;

/** What comes after a call: at once where the call is over, so that only what waits costs a thread. */
export const then = <T, U>(call: Call<T>, next: (result: T) => Call<U>): Call<U> =>
  isThread(call) ? later(call, next) : next(call);

function* later<T, U>(call: Thread<T>, next: (result: T) => Call<U>): Thread<U> {
  const rest = next(yield* call);
  return isThread(rest) ? yield* rest : rest;
}

/** Waits for a call that another one is part of, and says `result` whatever it came to. */
export function* after<T>(call: Call<unknown>, result: T): Thread<T> {
  if (isThread(call)) yield* call;
  return result;
}
