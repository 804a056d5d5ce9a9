// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Known defects that have no fault here, and why.

/** A defect that cannot be planted, or that no program could notice. */
export interface LeftOut {
  readonly source: string;
  readonly reason: string;
}

const THREADS = 'needs two threads';
const BUILD = 'it shows in the build of a kernel, and not in one that runs';
const SELFTEST = "it is a defect of the kernel's own test";
const LIBBPF = 'it is a defect of libbpf, and the kernel behaves';
const VMLINUX_BTF = 'needs a kernel whose vmlinux has no BTF';
const MEMORY = 'the simulated kernel has neither pages nor a limit of them';
const SUBSYSTEM = 'it is a defect of one subsystem behind the callbacks, and not of struct_ops';

export const LEFT_OUT: readonly LeftOut[] = [
  // The series.
  {
    source: 'changelog v5 to v6: hold the owner module when calling bpf_struct_ops_find()',
    reason: `${THREADS}: the module must go between the search and the reference`,
  },
  {
    source: 'changelog v5 to v6: introduce bpf_struct_ops_desc',
    reason:
      'type facts in memory of the module are read after the module by freed-map-reads-type and owner-of-stale-btf-read',
  },
  { source: 'changelog v9 to v10: the selftest waits for the old BTF of the module', reason: SELFTEST },
  { source: 'changelog v10 to v11: Guard btf.c from CONFIG_BPF_JIT=n', reason: BUILD },
  { source: 'changelog v10 to v11: unused label, and the stub macro of register_bpf_struct_ops()', reason: BUILD },
  {
    source: 'review of v12: bpf_struct_ops_map_alloc() follows btf_vmlinux, which may be NULL or an error',
    reason: VMLINUX_BTF,
  },
  {
    source: 'review of v13 of e3f87fdfed7b: module_put(st_ops->owner) of types of vmlinux',
    reason: 'their owner is NULL, and module_put() of NULL does nothing',
  },
  { source: 'v14 to v16 of 0253e0590e2d: the test of an unload is gone', reason: SELFTEST },
  { source: 'libbpf, 2024: Ensure undefined bpf_attr field stays 0', reason: LIBBPF },

  // After it.
  { source: 'syzbot 88f0aafe5f95, 1336f3d4b10b: NULL vmlinux BTF in bpf_struct_ops_map_alloc()', reason: VMLINUX_BTF },
  {
    source: 'c733239f8f53 ("bpf: Check return from set_memory_rox()")',
    reason: 'nothing a program does makes arch_protect_bpf_trampoline() fail',
  },
  {
    source: 'kernel/bpf/bpf_struct_ops.c: bpf_struct_ops_map_free(), a comment: an op that switches away from itself',
    reason: `${THREADS}: one that still runs the last instructions of the trampoline`,
  },
  {
    source: 'review of 73287fe22872: reg() publishes the link before link->map is set',
    reason: `${THREADS}: one that detaches while the other is inside reg()`,
  },
  {
    source: "review of v3 of b5709f6d26d6: freeing a map clears another map's poison",
    reason: 'only a kfunc asks what a struct_ops program is associated with, and no program calls one',
  },
  {
    source: 'review of v4 of b5709f6d26d6: a timer callback sees a map that is gone',
    reason: 'no program has timers; assoc-takes-no-ref is the reference that is missing',
  },
  {
    source: '7c8ce4ffb684: trampolines are missing from kallsyms',
    reason: 'no operation reads /proc/kallsyms',
  },
  { source: 'sched_ext, 2025: unreg assumes that the scheduler still exists', reason: SUBSYSTEM },
  { source: 'sched_ext of 6.12: reg returns 0 although enabling failed', reason: SUBSYSTEM },
  { source: '0cc114dc358c: libbpf looks for ops struct and value struct in one BTF only', reason: LIBBPF },
  { source: 'operator: pages of the trampolines kept by UPDATE that fails', reason: MEMORY },
  {
    source: 'call_rcu_hurry(), proposed 2023: the free of a map waits for seconds',
    reason: 'nothing is said of how long',
  },

  // Operators.
  {
    source: 'operator: a module that is COMING or GOING passes for live',
    reason: `${THREADS}: one inside init or exit; stale-btf-accepted is the same once the module is gone`,
  },
  {
    source: 'operator: the BTF id is removed when exit() starts',
    reason: `${THREADS}: one inside exit; btf-id-lost-early is what can be seen after it`,
  },
  {
    source: 'operator: the id of a BTF object is used again at a reload',
    reason: 'the table of ids hands none out twice, and has no other way in',
  },
  {
    source: 'operator: the limit on the name of a type is off by one',
    reason: 'names of 112 and of 113 characters are both refused with -EINVAL: no struct has so long a name',
  },
  {
    source: 'operator: two finit_module() of one file do not share their result',
    reason: THREADS,
  },
  { source: 'operator: delete_module() of a module that is COMING', reason: THREADS },
  {
    source: 'operator: UPDATE takes a program of another type of program',
    reason: 'the comparison of the BTF object refuses it as well',
  },
  {
    source: 'operator: UPDATE that fails keeps its programs until the map is freed',
    reason: 'no operation asks whether a program is still there; failed-update-leaks-progs keeps them for good',
  },
  {
    source: 'operator: unlink() of the last pin of a link does not unregister',
    reason: 'unlink-does-not-put is that and more',
  },
];
