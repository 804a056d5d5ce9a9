// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// How patient the suite is with an implementation.

export interface Limits {
  /** From the connection to the answer to `start`. */
  readonly startMs: number;
  /** Without any answer while programs are under way. A program may wait seconds in each of its `quiesce`. */
  readonly silenceMs: number;
  /** For the answer to `stop`; after that the connection is cut. */
  readonly stopMs: number;
  /** How many programs are under way at once. */
  readonly window: number;
}

/**
 * Characters of one message. A round of a race takes a hundred bytes for each step, and its whole answer some hundred
 * kibibytes at most.
 */
export const MAX_LINE = 2 ** 23;

/** Arrays and objects within one another in a message. */
export const MAX_DEPTH = 64;

export const LIMITS: Limits = { startMs: 30_000, silenceMs: 60_000, stopMs: 5_000, window: 64 };
