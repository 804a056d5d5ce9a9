// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { Limits, type Ended, type StopReason } from './limits';

interface Case {
  readonly aborted?: boolean;
  readonly failures?: number;
  readonly seconds?: number;
  readonly reason: StopReason | undefined;
  /** When something was left to run, and when nothing was. */
  readonly ended: Ended;
  readonly exhausted: Ended;
}

test.each<Case>([
  { reason: undefined, ended: 'finished', exhausted: 'finished' },
  { failures: 2, reason: 'max-fail', ended: 'max-fail', exhausted: 'finished' },
  { seconds: 10, reason: 'time-budget', ended: 'time-budget', exhausted: 'finished' },
  { failures: 3, seconds: 11, reason: 'max-fail', ended: 'max-fail', exhausted: 'finished' },
  { aborted: true, failures: 3, seconds: 11, reason: 'interrupted', ended: 'interrupted', exhausted: 'interrupted' },
])('%j', ({ aborted = false, failures = 1, seconds = 9, reason, ended, exhausted }) => {
  const signal = aborted ? AbortSignal.abort() : new AbortController().signal;
  const clock = { now: () => 5000 + seconds * 1000, signal };
  const limits = new Limits({ maxFailures: 2, timeBudgetMs: 10_000 }, clock, 5000);
  expect(limits.stopReason(failures)).toBe(reason);
  expect(limits.ended(failures, false)).toBe(ended);
  expect(limits.ended(failures, true)).toBe(exhausted);
  expect(limits.inTime).toBe(!aborted && seconds < 10);
  expect(limits.interrupted).toBe(aborted);
});

test('without a budget there is always time', () => {
  const limits = new Limits({ maxFailures: 1 }, { now: () => Infinity }, 0);
  expect(limits.stopReason(0)).toBeUndefined();
});
