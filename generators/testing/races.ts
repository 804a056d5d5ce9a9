// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Arbitrary races, straight from the definitions, whether they make sense or not.
import fc from 'fast-check';
import type { Operation, RaceProgram } from '../../spec';
import { anyOperation } from './programs';

/** Gives each result a name of its own that no argument of an arbitrary operation has. */
function named(race: RaceProgram): RaceProgram {
  let count = 0;
  const name = (operation: Operation): Operation =>
    operation.result === undefined ? operation : { ...operation, result: `own${String(count++)}` };
  return {
    prefix: race.prefix.map(name),
    threads: race.threads.map((thread) => thread.map(name)),
    suffix: race.suffix.map(name),
  };
}

/** Any race in normal form. */
export const anyRace: fc.Arbitrary<RaceProgram> = fc
  .record({
    prefix: fc.array(anyOperation, { maxLength: 4 }),
    threads: fc.array(fc.array(anyOperation, { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 4 }),
    suffix: fc.array(anyOperation, { maxLength: 4 }),
  })
  .map(named);
