// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { CallbackLog } from './log';

test('reading empties', () => {
  const log = new CallbackLog();
  log.add('init plain');
  expect(log.take()).toEqual(['init plain']);
  expect(log.take()).toEqual([]);
});

test('is full at 64 KiB, says so once, and starts again after a read', () => {
  const log = new CallbackLog();
  for (let count = 0; count < 10_000; count++) log.add('init plain');
  const lines = log.take();
  expect(lines.at(-1)).toBe('overflow');
  expect(lines.filter((line) => line === 'overflow')).toHaveLength(1);
  expect(lines.join('\n').length + 1).toBeLessThanOrEqual(64 * 1024);
  log.add('init plain');
  expect(log.take()).toEqual(['init plain']);
});
