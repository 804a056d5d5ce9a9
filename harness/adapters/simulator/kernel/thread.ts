// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Kernel code that others can come in between, as a generator: it yields where they can.
import { type Core } from './core';

/**
 * A call in progress. What it yields names the place, as `function: what is about to happen`. With nobody to come in
 * between (`core.preemptible` is false) it yields only where it must wait, so that most calls are done with one step.
 */
export type Thread<T = void> = Generator<string, T, undefined>;

/** What a call that may be over already comes to: fast failures need no thread. */
export type Call<T> = T | Thread<T>;

/** Carries a call out with nobody else running. Grace periods are over at once; a lock that is taken stays so. */
export function runToEnd<T>(core: Core, thread: Thread<T>): T {
  for (;;) {
    const step = thread.next();
    if (step.done === true) return step.value;
    core.current.waitAlone(core);
  }
}
