// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { Pulse } from './pulse';
import type { QmpResult } from './qmp';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const OPTIONS = { everyMs: 100, missed: 3 };

/** Why the guest was given up after some beats, with a monitor that answers so. */
async function after(beats: number, answer: (beat: number) => Promise<QmpResult>): Promise<readonly string[]> {
  const reasons: string[] = [];
  let beat = 0;
  const pulse = new Pulse({ execute: () => answer(++beat) }, (reason) => reasons.push(reason), OPTIONS);
  await jest.advanceTimersByTimeAsync(beats * OPTIONS.everyMs);
  pulse.stop();
  return reasons;
}

const running = (): Promise<QmpResult> => Promise.resolve({ kind: 'ok', value: { status: 'running' } });
const never = (): Promise<QmpResult> => new Promise(() => undefined);

test('a QEMU that answers is left alone', async () => {
  expect(await after(50, running)).toEqual([]);
});

test('one that is slow now and then, too', async () => {
  expect(await after(50, (beat) => (beat % 3 === 0 ? running() : never()))).toEqual([]);
});

test('one that never answers is given up once', async () => {
  expect(await after(3, never)).toEqual([]);
  expect(await after(50, never)).toEqual(['QEMU has not answered its monitor for 0.3 s']);
});

test('so is a guest that QEMU has stopped', async () => {
  const stopped = (): Promise<QmpResult> => Promise.resolve({ kind: 'ok', value: { status: 'io-error' } });
  expect(await after(50, (beat) => (beat < 5 ? running() : stopped()))).toEqual([
    'QEMU has stopped the guest (io-error)',
  ]);
});

test('a monitor that is gone says nothing: the end of QEMU does', async () => {
  expect(await after(50, () => Promise.resolve({ kind: 'gone' }))).toEqual([]);
});
