// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// For tests: rounds of a race as an implementation that is right may show them.
import type { RaceHistory, RaceProgram, Step } from '../../spec';
import type { AllowedResult } from '../../model/race';
import { concrete } from './reference';

/** A history that shows one allowed result, with ids numbered in the order of the operations. */
export function shownResult({ prefix, threads, suffix }: RaceProgram, { endings }: AllowedResult): RaceHistory {
  const ids = new Map<string, number>();
  const steps = endings.map(({ ret, value }): Step => ({
    outcome: value === undefined ? { ret } : { ret, value: concrete(value, ids) },
  }));
  const take = (count: number): Step[] => steps.splice(0, count);
  return {
    prefix: take(prefix.length),
    threads: threads.map((thread) => take(thread.length)),
    suffix: take(suffix.length),
    residue: [],
  };
}
