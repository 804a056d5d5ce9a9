// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ListSet, Words } from './store';

describe('a set of lists', () => {
  test('holds each list once, by the number of its first coming', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.nat(9), { maxLength: 4 }), { maxLength: 60 }), (lists) => {
        const set = new ListSet();
        const known: string[] = [];
        for (const list of lists) {
          expect(set.add(list)).toBe(!known.includes(list.join()));
          if (!known.includes(list.join())) known.push(list.join());
        }
        expect(set.size).toBe(known.length);
        for (const list of lists) expect(set.indexOf(list)).toBe(known.indexOf(list.join()));
        expect(known.map((_, index) => set.get(index).join())).toEqual(known);
      }),
    );
  });

  test('grows, and knows what it does not have', () => {
    const set = new ListSet();
    for (let number = 0; number < 100_000; number++) set.add([number, number % 7]);
    expect(set.size).toBe(100_000);
    expect(set.indexOf([99_999, 99_999 % 7])).toBe(99_999);
    expect(set.indexOf([1])).toBeUndefined();
    expect(set.bytes).toBeGreaterThan(100_000 * 3 * 4);
  });
});

test('words beyond a chunk are where they were put', () => {
  const words = new Words();
  const count = (1 << 20) + 3;
  for (let index = 0; index < count; index++) words.push(index ^ 5);
  expect([words.length, words.at(0), words.at(count - 1)]).toEqual([count, 5, (count - 1) ^ 5]);
  words.set(1, 77);
  expect(words.at(1)).toBe(77);
  expect(() => words.at(count + (1 << 20))).toThrow(RangeError);
});
