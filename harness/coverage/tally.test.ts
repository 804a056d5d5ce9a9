// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addCounts, Tally, type Counts } from './tally';

const keys = fc.array(fc.constantFrom('a', 'b', 'c', '__proto__', '12', '2'));
const tallied = (seen: readonly string[]): Counts => {
  const tally = new Tally();
  for (const key of seen) tally.add(key);
  return tally.toRecord();
};
/** Order counts as well: reports are compared as text. */
const text = (counts: Counts): string => JSON.stringify(Object.entries(counts));

test('counts do not depend on the order in which things were seen', () => {
  fc.assert(fc.property(keys, (seen) => expect(text(tallied([...seen].reverse()))).toBe(text(tallied(seen)))));
});

test('counts of parts add up to those of the whole', () => {
  fc.assert(
    fc.property(keys, keys, (one, other) => {
      expect(text(addCounts(tallied(one), tallied(other)))).toBe(text(tallied([...one, ...other])));
    }),
  );
});

test('adding is commutative and associative', () => {
  fc.assert(
    fc.property(keys, keys, keys, (...seen) => {
      const [a, b, c] = [tallied(seen[0]), tallied(seen[1]), tallied(seen[2])];
      expect(text(addCounts(a, b))).toBe(text(addCounts(b, a)));
      expect(text(addCounts(addCounts(a, b), c))).toBe(text(addCounts(a, addCounts(b, c))));
    }),
  );
});
