// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What yields so that it can be left now and then, for those who have the time.

/** Runs a computation to its end. */
export function atOnce<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}
