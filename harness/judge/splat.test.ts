// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import { splatsBy, splatsIn } from './splat';
import { parseSplatList } from './splat-list';

describe('reports of a bug', () => {
  test.each([
    'WARNING: CPU: 0 PID: 1 at kernel/bpf/bpf_struct_ops.c:123 bpf_struct_ops_map_delete_elem+0x1/0x2',
    'kernel BUG at lib/list_debug.c:35!',
    'BUG: kernel NULL pointer dereference, address: 0000000000000008',
    'Oops: general protection fault, probably for non-canonical address 0x6b6b6b6b6b6b6b8b: 0000 [#1] SMP',
    'BUG: KASAN: slab-use-after-free in bpf_struct_ops_link_create+0x10/0x20',
    'WARNING: possible recursive locking detected',
    'WARNING: suspicious RCU usage',
    'rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:',
    'INFO: task agent:1 blocked for more than 120 seconds.',
    'refcount_t: underflow; use-after-free.',
    'list_add double add: new=ffff888004d98a58, prev=ffff888004d98a58, next=ffffffff82ccc0c8.',
    'kmemleak: 3 new suspected memory leaks (see /sys/kernel/debug/kmemleak)',
    'agent: the kernel is tainted: 0x200 (a warning)',
  ])('%s', (line) => {
    expect(splatsIn(['before', line, 'after'])).toEqual([line]);
  });
});

describe('lines that are none', () => {
  test.each([
    'soc_a: loading out-of-tree module taints kernel.',
    "init: 'soc_a' suspiciously returned 1, it should follow 0/-E convention",
    'Call Trace:',
    'struct_ops for soc_no_stubs_ops has no cfi_stubs',
    'missing module BTF, cannot register structs',
    'TCP: soc_cc1 does not implement required ops',
  ])('%s', (line) => {
    expect(splatsIn([line])).toEqual([]);
  });
});

describe('the lists', () => {
  const entry = 'Report: one\nPattern: bug \\d+\nReason: it is one\nSee: kernel/one.c\n';

  test('what is allowed is none, whatever else is denied', () => {
    const deny = parseSplatList(entry);
    const allow = parseSplatList(entry.replace('\\d+', '7'));
    expect(splatsBy(deny, [], ['bug 1', 'bug 7', 'fine'])).toEqual(['bug 1', 'bug 7']);
    expect(splatsBy(deny, allow, ['bug 1', 'bug 7', 'fine'])).toEqual(['bug 1']);
  });

  test.each(['Report', 'Pattern', 'Reason', 'See'])('an entry without %s is none', (field) => {
    const without = entry.replace(new RegExp(`^${field}:.*\\n`, 'm'), '');
    expect(() => parseSplatList(without)).toThrow(`has no ${field.toLowerCase()}`);
  });
});
