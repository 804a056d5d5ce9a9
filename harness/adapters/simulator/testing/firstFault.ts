// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The property behind every table of checks: with several faults at once, the first in the kernel's order decides.
import { expect } from '@jest/globals';
import * as fc from 'fast-check';
import { type Argument } from '../../../../spec';
import { type Machine } from './machine';

/** Arguments that are wrong in one way, and what the kernel says of that. */
export type FaultyArguments = readonly [args: Readonly<Record<string, Argument>>, ret: number];

/**
 * Tries every single fault, and subsets of them at random, on a machine that `prepare` makes. `base` are arguments
 * without a fault. Of faults that need the same argument only the first is made.
 */
export function assertFirstFaultDecides(
  prepare: () => Machine,
  op: string,
  base: Readonly<Record<string, Argument>>,
  faults: readonly FaultyArguments[],
): void {
  const run = (args: Readonly<Record<string, Argument>>): number => prepare().ret(op, { ...base, ...args }, 'result');
  expect(run({})).toBe(0);
  for (const [args, ret] of faults) expect([args, run(args)]).toEqual([args, ret]);
  const indexes = fc.uniqueArray(fc.nat(faults.length - 1), { minLength: 2 });
  fc.assert(
    fc.property(indexes, (chosen) => {
      const made: Record<string, Argument> = {};
      let expected: number | undefined;
      for (const index of chosen.toSorted((a, b) => a - b)) {
        const [args, ret] = faults[index] ?? [{}, 0];
        if (Object.keys(args).some((name) => name in made)) continue;
        Object.assign(made, args);
        expected ??= ret;
      }
      expect([made, run(made)]).toEqual([made, expected]);
    }),
    { seed: 20231207, numRuns: 300 },
  );
}
