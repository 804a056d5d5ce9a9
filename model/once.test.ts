// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { once } from './once';

test('the last question is answered from memory, by identity', () => {
  const asked: object[] = [];
  const answer = once((about: { readonly n: number }) => (asked.push(about), about.n));
  const [one, two] = [{ n: 1 }, { n: 1 }];
  expect([one, one, two, two, one].map((about) => answer(about))).toEqual([1, 1, 1, 1, 1]);
  expect(asked).toEqual([one, two, one]);
  expect(asked[1]).toBe(two);
});

test('an answer that is undefined is remembered, too', () => {
  const asked: object[] = [];
  const answer = once((about: { readonly n?: number }) => (asked.push(about), about.n));
  const about = {};
  expect([answer(about), answer(about)]).toEqual([undefined, undefined]);
  expect(asked).toEqual([about]);
});
