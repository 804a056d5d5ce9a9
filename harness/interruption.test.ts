// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { causeFrom, type Cause } from './interruption';

test.each<[Cause, string, Cause]>([
  ['panicked', 'Kernel panic - not syncing: Attempted to kill init! exitcode=0x0000000b', 'agent-died'],
  ['panicked', 'Kernel panic - not syncing: System is deadlocked on memory', 'out-of-memory'],
  ['gone', 'Out of memory: Killed process 1 (init) total-vm:1234kB', 'out-of-memory'],
  ['silent', 'watchdog: BUG: soft lockup - CPU#1 stuck for 26s! [agent:1]', 'locked-up'],
  ['silent', 'rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:', 'locked-up'],
  ['silent', 'rcu: INFO: rcu_preempt self-detected stall on CPU', 'locked-up'],
  ['silent', 'INFO: task agent:1 blocked for more than 120 seconds.', 'locked-up'],
  ['panicked', 'Kernel panic - not syncing: Fatal exception', 'panicked'],
  ['silent', 'nothing of note', 'silent'],
  // QEMU was killed, whatever its guest had to say.
  ['emulator-died', 'watchdog: BUG: soft lockup - CPU#1 stuck for 26s! [agent:1]', 'emulator-died'],
])('%s, with the last words "%s": %s', (cause, line, expected) => {
  expect(causeFrom(cause, ['something before', line])).toBe(expected);
});

test('memory comes first: what runs out of it may do anything after', () => {
  const log = ['Out of memory: Killed process 1 (init)', 'Kernel panic - not syncing: Attempted to kill init!'];
  expect(causeFrom('panicked', log)).toBe('out-of-memory');
});
