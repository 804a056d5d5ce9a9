// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { lastWords } from './last-words';

const lines = (word: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${word} ${index}`);
const head = ['init: vmalloc error: size 8192', 'CPU: 1 UID: 0 PID: 1 Comm: init Not tainted', 'Call Trace:'];

test('a short log is kept whole, and of a long one the end', () => {
  expect(lastWords([])).toEqual([]);
  expect(lastWords(['one', ...head])).toEqual(['one', ...head]);
  expect(lastWords(lines('line', 50))).toEqual(lines('line', 50).slice(-20));
});

test('a trace that is too long keeps its beginning and its end', () => {
  const kept = lastWords([...lines('before', 50), ...head, ...lines('frame', 40)]);
  expect(kept).toHaveLength(20);
  expect(kept.slice(1, 4)).toEqual(head);
  expect(kept).toContain('[…]');
  expect(kept.at(-1)).toBe('frame 39');
});

test('of several traces the last is told of', () => {
  expect(lastWords([...head, ...lines('frame', 40), ...head, ...lines('last', 12)])).toEqual([
    ...lines('frame', 40).slice(-5),
    ...head,
    ...lines('last', 12),
  ]);
});
