// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// One fault, and what two shrinkers make of it.
import type { Machine } from '../../harness/power/machine';
import type { Violation } from '../../harness/judge/verdict';
import type { Model } from '../../model';

export interface Contest {
  readonly model: Model;
  /** A new kernel with the fault. */
  readonly boot: () => Machine;
  readonly operations: ReadonlySet<string>;
}

/** The smallest program that a shrinker came to, and how many it ran on the way there. */
export interface Shrunk {
  readonly violation: Violation;
  readonly length: number;
  readonly executions: number;
}

/** Whoever shrinks; undefined when it did not even find the fault. */
export type Shrinker = (contest: Contest, seed: number) => Promise<Shrunk | undefined>;

/** Programs that are generated before a fault counts as not found. */
export const PROGRAMS = 3000;

/** The most operations of a generated program. */
export const LENGTH = 60;
