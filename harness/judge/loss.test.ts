// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { causeFrom, type Cause } from '../interruption';
import { complaintIn } from './loss';

const LOCKUP = 'watchdog: BUG: soft lockup - CPU#1 stuck for 26s! [agent:1]';
const STALL = 'rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:';
const MEMORY = 'Out of memory: Killed process 31 (init) total-vm:1234kB';
const DEADLOCKED = 'Kernel panic - not syncing: System is deadlocked on memory';
const KASAN = 'BUG: KASAN: use-after-free in bpf_map_put';
const FATAL = 'Kernel panic - not syncing: Fatal exception';
const KILLED = 'Kernel panic - not syncing: Attempted to kill init! exitcode=0x00000009';

test.each<[Cause, readonly string[], ReturnType<typeof complaintIn>]>([
  ['panicked', [KASAN, FATAL], { kind: 'splat', lines: [KASAN, FATAL], clause: 'LOG-01' }],
  ['emulator-died', [KASAN], { kind: 'splat', lines: [KASAN], clause: 'LOG-01' }],
  ['silent', ['fine', LOCKUP, 'Call Trace:'], { kind: 'stuck', lines: [LOCKUP], clause: 'RETURN-01' }],
  ['panicked', [STALL, LOCKUP], { kind: 'stuck', lines: [STALL, LOCKUP], clause: 'RETURN-01' }],
  // A kernel that reported a bug before it locked up is to be blamed for that.
  ['silent', [KASAN, LOCKUP], { kind: 'splat', lines: [KASAN, LOCKUP], clause: 'LOG-01' }],
  ['panicked', [MEMORY, DEADLOCKED], { kind: 'stuck', lines: [MEMORY, DEADLOCKED], clause: 'RETURN-02' }],
  ['panicked', [KILLED], undefined],
  ['agent-died', [KASAN], undefined],
  ['silent', ['fine'], undefined],
])('%s, having said %j: %j', (cause, log, expected) => {
  expect(complaintIn({ cause: causeFrom(cause, log), reason: 'so it was', log })).toEqual(expected);
});

test('an operation that does not return is told by its stack, whatever the log says', () => {
  const stack = ['bpf_struct_ops_map_update_elem+0x5e/0x310'];
  expect(complaintIn({ cause: 'stuck', reason: 'so it was', log: [LOCKUP], stuck: { operation: 3, stack } })).toEqual({
    kind: 'stuck',
    lines: stack,
    clause: 'RETURN-01',
  });
});
