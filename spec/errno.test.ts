// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { ERRNO, formatReturn } from './errno';

test('every errno prints by name', () => {
  for (const [name, number] of Object.entries(ERRNO)) expect(formatReturn(-number)).toBe(`-${name}`);
});

test('other numbers print as they are', () => {
  for (const number of [0, 5, -4095]) expect(formatReturn(number)).toBe(String(number));
});

test('ENOTSUPP and EOPNOTSUPP are two numbers', () => {
  expect([ERRNO.ENOTSUPP, ERRNO.EOPNOTSUPP]).toEqual([524, 95]);
});
