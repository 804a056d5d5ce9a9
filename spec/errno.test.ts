// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { ERRNO, formatReturn } from './errno';

test('every errno prints by name', () => {
  for (const [name, number] of Object.entries(ERRNO)) expect(formatReturn(-number)).toBe(`-${name}`);
});

test('every number of the kernel has a name: those of user space, and those of its own that may leak', () => {
  const range = (from: number, to: number): number[] =>
    Array.from({ length: to - from + 1 }, (_, index) => from + index);
  // EDEADLOCK and EWOULDBLOCK are second names, whose places 58 and 41 are empty, and nothing has 520.
  const numbers = [...range(1, 133), ...range(512, 531)].filter((number) => ![41, 58, 520].includes(number));
  expect(Object.values(ERRNO).toSorted((a, b) => a - b)).toEqual(numbers);
});

test('other numbers print as they are', () => {
  for (const number of [0, 5, -4095]) expect(formatReturn(number)).toBe(String(number));
});

test('ENOTSUPP and EOPNOTSUPP are two numbers', () => {
  expect([ERRNO.ENOTSUPP, ERRNO.EOPNOTSUPP]).toEqual([524, 95]);
});
