// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { PassThrough } from 'node:stream';
import { expect, test } from '@jest/globals';
import { ConsoleLog, parseConsoleLine } from './console';

test('reads time stamps with and without a caller', () => {
  expect(parseConsoleLine('[    0.780377] mtrr: your CPUs')).toEqual({ seconds: 0.780377, text: 'mtrr: your CPUs' });
  expect(parseConsoleLine('[   12.000001][    T1] WARNING: CPU: 0')).toEqual({
    seconds: 12.000001,
    text: 'WARNING: CPU: 0',
  });
  expect(parseConsoleLine('from user space')).toEqual({ seconds: undefined, text: 'from user space' });
});

test('remembers the first panic, keeps half a line, and drains once', async () => {
  const stream = new PassThrough();
  const log = new ConsoleLog(stream);
  stream.write('[    1.000000] one\r\n[    2.000000] Kernel panic - not syncing: Fatal exc');
  stream.write('eption\r\n[    3.000000] Kernel panic - not syncing: again\r\n[    4.0000');
  await new Promise(setImmediate);
  expect(log.drain().map(({ text }) => text)).toHaveLength(3);
  expect(log.drain()).toEqual([]);
  const closed = new Promise((resolve) => stream.once('close', resolve));
  stream.destroy();
  await closed;
  expect(log.panic).toBe('Fatal exception');
  expect(log.drain()).toEqual([{ seconds: undefined, text: '[    4.0000' }]);
});
