// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Long computations that nobody can come in between are written as generators, which yield where they may be left.
import { Interrupted } from '../errors';

/** How long signals and timers wait. */
const SLICE_MS = 50;

/** Lets signals and timers in: what computes in this process never waits for anything, so nobody else would. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Runs a computation to its end, with a breath now and then. Throws `Interrupted` when the signal says so. */
export async function breathing<T>(work: Generator<unknown, T>, signal?: AbortSignal): Promise<T> {
  for (;;) {
    const until = performance.now() + SLICE_MS;
    do {
      const step = work.next();
      if (step.done === true) return step.value;
    } while (performance.now() < until);
    await breathe();
    if (signal?.aborted === true) throw new Interrupted();
  }
}
