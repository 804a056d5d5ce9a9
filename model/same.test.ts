// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { same } from './same';

const small = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, 0, 1, 'a', 'b'),
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('a', 'b', '0'), tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

test('two values are the same when their JSON is', () => {
  let alike = 0;
  fc.assert(
    fc.property(small, small, (one, other) => {
      const equal = JSON.stringify(one) === JSON.stringify(other);
      if (equal) alike++;
      expect(same(one, other)).toBe(equal);
      expect(same(one, JSON.parse(JSON.stringify(one)))).toBe(true);
    }),
    { numRuns: 2000, seed: 4 },
  );
  expect(alike).toBeGreaterThan(20);
});

test('fields in another order make another value', () => {
  expect(same({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(false);
  expect(same([], {})).toBe(false);
});
