// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What an operation came to, as every implementation reports it.

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * The operation returned. `ret` is what the system call returned: negative is -errno, and success is 0 for
 * operations that return a descriptor (the number means nothing to anybody else). A return between 1 and 63 is
 * reported as it is: the kernel hands out a callback's positive result, and no descriptor is that small, since
 * implementations keep their descriptors at 64 and above.
 */
export interface Returned {
  readonly ret: number;
  /** What the operation read, by operation; absent when it failed or has nothing to tell. */
  readonly value?: Json;
}

/** The program that carried out the operation died of a signal; what the kernel did is not known. */
export interface Crashed {
  readonly crashed: string;
}

/** The operation did not return in its time. */
export interface Stuck {
  /** Where in the kernel its task is, the innermost function first; empty where nobody can tell. */
  readonly stuck: readonly string[];
}

export type Outcome = Returned | Crashed | Stuck;

export const isCrash = (outcome: Outcome): outcome is Crashed => 'crashed' in outcome;
export const isStuck = (outcome: Outcome): outcome is Stuck => 'stuck' in outcome;
export const hasReturned = (outcome: Outcome): outcome is Returned => 'ret' in outcome;
