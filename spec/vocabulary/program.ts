// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A program and what was seen when it ran: the two values that cross the seam to an implementation.
import type { Operation } from './operation';
import type { Outcome } from './outcome';

/** A straight-line test. Every run of it starts from a clean system: no test module, map, link or pin. */
export interface Program {
  readonly operations: readonly Operation[];
}

/** One completed operation. Times are nanoseconds of the implementation's own monotonic clock. */
export interface Step {
  readonly outcome: Outcome;
  readonly start?: number;
  readonly end?: number;
  /** Kernel log lines that appeared while the operation ran. */
  readonly log?: readonly string[];
}

/** What happened, one step for each operation of the program, in order; shorter when the run was cut off. */
export interface History {
  readonly steps: readonly Step[];
  /** What a reset after the program could not clean, one sentence each; empty is clean. */
  readonly residue: readonly string[];
  /** Set when it was the reset that did not return: where in the kernel it is. */
  readonly stuck?: readonly string[];
}
