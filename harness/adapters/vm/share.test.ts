// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { processorsOf } from './share';

test.each([
  [2, 2, [[0], [1]]],
  [
    2,
    8,
    [
      [0, 1, 2, 3],
      [4, 5, 6, 7],
    ],
  ],
  [3, 4, [[0], [1], [2, 3]]],
  [3, 2, [[0], [1], [0]]],
])('%i guests on %i processors', (of, processors, expected) => {
  expect(Array.from({ length: of }, (_, index) => processorsOf({ index, of }, processors))).toEqual(expected);
});

test('every guest has a processor, and every processor a guest', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), (of, processors) => {
      const shares = Array.from({ length: of }, (_, index) => processorsOf({ index, of }, processors));
      expect(Math.min(...shares.map(({ length }) => length))).toBeGreaterThan(0);
      expect(new Set(shares.flat()).size).toBe(processors < of ? processors : new Set(shares.flat()).size);
      if (of <= processors) expect(shares.flat()).toEqual(Array.from({ length: processors }, (_, each) => each));
    }),
    { seed: 1 },
  );
});
