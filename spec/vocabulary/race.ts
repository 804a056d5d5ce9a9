// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A race and what was seen of it: threads that run at once, between a prefix and a suffix that run alone.
import type { Operation } from './operation';
import type { Step } from './program';

/**
 * Two to four threads of a few operations each. They are threads of one process, so they share its descriptors: all may
 * name a handle that the prefix binds; one that a thread binds is for that thread, and for the suffix. No name is bound
 * twice. Every round of a race starts from a clean system.
 */
export interface RaceProgram {
  readonly prefix: readonly Operation[];
  readonly threads: readonly (readonly Operation[])[];
  /** Runs once all threads have ended, to observe what they left. */
  readonly suffix: readonly Operation[];
}

/** Where something did not return: in the reset, where no operation is named. */
export interface StuckPlace {
  /** Of a race: its prefix, its suffix, or a thread, numbered from 0. */
  readonly part?: 'prefix' | 'suffix' | number;
  /** Its number in the program or part, from 0. */
  readonly operation?: number;
  /** Where in the kernel its task is, the innermost function first; empty where nobody can tell. */
  readonly stack: readonly string[];
}

/** What one round showed: steps for operations in their places. `start` and `end` of all threads are of one clock. */
export interface RaceHistory {
  readonly prefix: readonly Step[];
  readonly threads: readonly (readonly Step[])[];
  readonly suffix: readonly Step[];
  readonly residue: readonly string[];
  /** Something did not return, and nothing is known of the steps before it; a history with all steps says it in its place. */
  readonly stuck?: StuckPlace;
}

/** Rounds that showed the same: one history of them, and how many there were. Times and ids do not count. */
export interface RaceResult {
  readonly history: RaceHistory;
  readonly count: number;
}

/** What many rounds of one race showed. */
export interface RaceRounds {
  readonly rounds: number;
  readonly results: readonly RaceResult[];
}
