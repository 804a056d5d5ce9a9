// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Operations on BPF programs: those of type BPF_PROG_TYPE_STRUCT_OPS, and the one other type that may hold a map.
import { TYPE_NAMES } from '../types/catalogue';
import { bpfCommand, choice, fd, flag, number, optionalFd, privileged } from '../vocabulary/parameter';
import { defineOperation } from '../vocabulary/operation';

export const progLoad = defineOperation({
  op: 'prog.load',
  binds: 'prog',
  positional: ['btf', 'type', 'member'],
  parameters: {
    /** attach_btf_obj_fd; `none` means vmlinux. */
    btf: optionalFd('btf'),
    /**
     * attach_btf_id: the ops struct of that name in the BTF that `btf` refers to, 1 when it has none; `unregistered` is
     * a struct that is no struct_ops type (list_head), `zero` is 0, `huge` is BTF_MAX_TYPE + 1.
     */
    type: choice(...TYPE_NAMES, 'unregistered', 'zero', 'huge'),
    /**
     * expected_attach_type: the member's index in the type (0 when it has no such member); `past_end` is the number
     * of members.
     */
    member: choice(
      'run',
      'alt',
      'unsupported',
      'refused',
      'tag',
      'ssthresh',
      'cong_avoid',
      'undo_cwnd',
      'get_info',
      'test_1',
      'test_2',
      'test_sleepable',
      'past_end',
    ),
    /**
     * The instructions: `const` returns `value`; `argument` returns the first argument of the member as a number;
     * `uninitialised` reads a register that was never written; `unreachable` has an instruction after its exit;
     * `empty` has insn_cnt 0, `fault` a bad pointer to the instructions; `map` refers to the struct_ops map `map`.
     */
    body: choice('const', 'argument', 'uninitialised', 'unreachable', 'empty', 'fault', 'map'),
    value: number(0, 1, 7),
    map: optionalFd('map'),
    license: choice('GPL', 'proprietary'),
    /** prog_flags: BPF_F_SLEEPABLE, or a bit that no kernel knows. */
    flags: choice('none', 'sleepable', 'unknown'),
    /** prog_name: a good one, or one with an illegal character. */
    label: choice('good', 'bad'),
    ...bpfCommand,
    ...privileged,
  },
  summary: 'Load a program for one member of one struct_ops type (BPF_PROG_LOAD).',
  kernel: 'kernel/bpf/syscall.c: bpf_prog_load(), kernel/bpf/verifier.c: check_struct_ops_btf_id()',
});

export const progRun = defineOperation({
  op: 'prog.run',
  positional: ['prog'],
  parameters: { prog: fd('prog'), ...bpfCommand },
  summary: 'BPF_PROG_TEST_RUN with a context of one zero word; tells what the program returned.',
  kernel: 'kernel/bpf/syscall.c: bpf_prog_test_run(), net/bpf/bpf_dummy_struct_ops.c: bpf_struct_ops_test_run()',
});

export const progBind = defineOperation({
  op: 'prog.bind',
  positional: ['prog', 'map'],
  parameters: { prog: fd('prog'), map: fd('map'), badFlags: flag, ...bpfCommand },
  summary: 'BPF_PROG_BIND_MAP: the program holds the map from now on.',
  kernel: 'kernel/bpf/syscall.c: bpf_prog_bind_map()',
});

export const progLoadSyscall = defineOperation({
  op: 'prog.load_syscall',
  binds: 'prog',
  positional: [],
  parameters: { ...bpfCommand, ...privileged },
  summary: 'Load a program that belongs to no struct_ops type: BPF_PROG_TYPE_SYSCALL, sleepable, returning 0.',
  kernel: 'kernel/bpf/syscall.c: bpf_prog_load()',
});

export const progAssoc = defineOperation({
  op: 'prog.assoc',
  positional: ['prog', 'map'],
  parameters: { prog: fd('prog'), map: fd('map'), badFlags: flag, ...bpfCommand },
  summary: 'BPF_PROG_ASSOC_STRUCT_OPS: the program holds the struct_ops map, and no other, from now on.',
  kernel: 'kernel/bpf/syscall.c: prog_assoc_struct_ops()',
});
