// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Loading programs for struct_ops members, and BTF objects of the user's own: table P.
import { from, NO_MEMORY, OTHER_CONFIG, type Details } from './clause';

const load = from('kernel/bpf/syscall.c: bpf_prog_load()', '09756af46893');
const attach = from('kernel/bpf/syscall.c: bpf_prog_load_check_attach()', 'ccfe29eb29c2');
const check = from('kernel/bpf/verifier.c: bpf_check()', '0246e64d9a5f');
const structOps = from('kernel/bpf/verifier.c: check_struct_ops_btf_id()', '27ae7997a661');
const access = from('kernel/bpf/btf.c: btf_ctx_access()', '7c81c2490c73');
const run = from('net/bpf/bpf_dummy_struct_ops.c: bpf_struct_ops_test_run()', '1cf1cae963c2');
const sysRun = from('kernel/bpf/syscall.c: bpf_prog_test_run()', '1cf1cae963c2');
const instructions = from(
  'kernel/bpf/verifier.c: resolve_pseudo_ldimm64(), check_cfg()',
  '0246e64d9a5f',
  '475fb78fbf48',
);
const bind = from('kernel/bpf/syscall.c: bpf_prog_bind_map()', 'ef15314aa5de');
const btf = from('kernel/bpf/syscall.c: bpf_btf_load()', 'f56a653c1fd1');
const syscallRun = from('net/bpf/test_run.c: bpf_prog_test_run_syscall()', '79a7f8bdb159');
const assoc = from('kernel/bpf/syscall.c: prog_assoc_struct_ops()', 'b5709f6d26d6');
const associate = from('kernel/bpf/bpf_struct_ops.c: bpf_prog_assoc_struct_ops()', 'b5709f6d26d6');

/**
 * Where something is left behind the last field of BPF_PROG_LOAD: log_true_size (47a71c1f9af0, before there were tokens),
 * fd_array_cnt (4d3ae294f900) and keyring_id (349271568303) are the end of union bpf_attr.
 */
const LEAVES_TAIL: Details = { until: '6.12', except: ['6.6', 'v12'] };
/** Where the end of union bpf_attr is fd_array_cnt. */
const COUNTS_DESCRIPTORS: Details = { origin: ['4d3ae294f900'], since: '6.16', until: '6.16' };

/** The first profile with BPF_PROG_ASSOC_STRUCT_OPS. */
const ASSOCIATES: Details = { since: '7.2' };

export const PROG_CLAUSES = {
  'ATTR-01': from('kernel/bpf/syscall.c: bpf_check_uarg_tail_zero()', '99c55f7d47c0').must(
    'A bpf(2) attribute that is longer than the kernel knows and not zero there MUST be refused with -E2BIG.',
  ),
  'BTF-LOAD-01': btf.must('A non-zero byte after the last field of BPF_BTF_LOAD MUST be refused with -EINVAL.'),
  'BTF-LOAD-02': btf.must('BPF_BTF_LOAD without CAP_BPF, and without a token that allows it, MUST fail with -EPERM.', {
    origin: ['f56a653c1fd1', '2c78ee898d8f'],
  }),
  'BTF-LOAD-03': btf.must('A well-formed BTF MUST be loaded.'),
  'PROG-LOAD-00': from('kernel/bpf/syscall.c: __sys_bpf()', '1be7f75d1668').must(
    'With unprivileged BPF disabled, BPF_PROG_LOAD without CAP_BPF MUST fail with -EPERM before anything else is looked at.',
    { until: '6.1' },
  ),
  'PROG-LOAD-01': load.must('An unknown flag MUST be refused with -EINVAL.'),
  'PROG-LOAD-01a': load.must('A non-zero byte after the last field MUST be refused with -EINVAL.', LEAVES_TAIL),
  'PROG-LOAD-01b': check.must('A number of descriptors without an array of them MUST be refused with -EFAULT.', {
    ...COUNTS_DESCRIPTORS,
  }),
  'PROG-LOAD-02': load.must('A token descriptor that is none MUST be refused.', {
    unobservable: 'BPF_F_TOKEN_FD of programs is not in the vocabulary',
    origin: ['caf8f28e036c'],
  }),
  'PROG-LOAD-03': load.must(
    'With unprivileged BPF disabled, loading without CAP_BPF, and without a token that allows it, MUST fail with -EPERM.',
    {
      origin: ['1be7f75d1668', '2c78ee898d8f'],
      since: '6.6',
    },
  ),
  'PROG-LOAD-04': load.must('A program without instructions MUST be refused with -E2BIG.', {
    origin: ['c04c0d2b968a'],
  }),
  'PROG-LOAD-05': load.must(
    'Loading a struct_ops program without CAP_BPF and CAP_PERFMON, and without a token that stands for them, MUST fail with -EPERM.',
    {
      unobservable: 'PROG-LOAD-03 is met first with unprivileged BPF disabled, as every Debian kernel has it',
      origin: ['2c78ee898d8f'],
    },
  ),
  'PROG-LOAD-06': load.must('An attach_btf_obj_fd that is neither a program nor a BTF MUST be refused with -EINVAL.', {
    origin: ['290248a5b7d8'],
  }),
  'PROG-LOAD-07': load.must("An attach_btf_obj_fd that is a user's BTF MUST be refused with -ENOTSUPP.", {
    origin: ['290248a5b7d8'],
  }),
  'PROG-LOAD-08': load.must('Without attach_btf_obj_fd the vmlinux BTF is meant; without that, loading MUST fail.', {
    ...OTHER_CONFIG,
    origin: ['290248a5b7d8'],
  }),
  'PROG-LOAD-09': attach.must('An attach_btf_id above BTF_MAX_TYPE MUST be refused with -EINVAL.'),
  'PROG-LOAD-10': attach.must('An attach BTF without an attach_btf_id MUST be refused with -EINVAL.', {
    origin: ['290248a5b7d8'],
  }),
  'PROG-LOAD-11': attach.must('A program as attach target MUST be refused with -EINVAL.', { origin: ['5b92a28aae4d'] }),
  'PROG-LOAD-12': load.must('A bad pointer to the instructions MUST be refused with -EFAULT.'),
  'PROG-LOAD-13': load.must('A program type without ops MUST be refused with -EINVAL.', OTHER_CONFIG),
  'PROG-LOAD-14': load.must('A program name with an illegal character MUST be refused with -EINVAL.', {
    origin: ['cb4d2b3f03d8'],
  }),
  'PROG-LOAD-15': load.must("A security module's refusal MUST be returned.", {
    ...OTHER_CONFIG,
    origin: ['afdb09c720b6'],
  }),
  'PROG-LOAD-16': instructions.observed(
    'A program whose instructions are malformed, or that refers to a struct_ops map, is refused with -EINVAL before its attach target is looked at.',
    { origin: ['475fb78fbf48', '85d33df357b6', '81f6d0530ba0'], since: '6.12' },
  ),
  'PROG-LOAD-16a': instructions.must('A program that refers to a closed map descriptor MUST be refused with -EBADF.', {
    origin: ['0246e64d9a5f', '81f6d0530ba0'],
    since: '6.12',
  }),
  'PROG-LOAD-16b': instructions.observed(
    'A program whose instructions are malformed, or that refers to a struct_ops map, is refused with -EINVAL after its attach target was looked at.',
    { origin: ['85d33df357b6'], until: '6.9' },
  ),
  'PROG-LOAD-16c': instructions.observed(
    'A program that refers to a closed map descriptor is refused with -EBADF after its attach target was looked at.',
    { until: '6.9' },
  ),
  'PROG-LOAD-17': structOps.must('A program whose licence is not GPL compatible MUST be refused with -EINVAL.', {
    origin: ['12aa8a9467b3'],
  }),
  'PROG-LOAD-18': structOps.must('A program without attach_btf_id MUST be refused with -ENOTSUPP.'),
  'PROG-LOAD-19': structOps.must('A program for a type of a module that is gone MUST be refused with -ENOTSUPP.', {
    origin: ['e3f87fdfed7b'],
    since: 'v12',
  }),
  'PROG-LOAD-20': structOps.must(
    'A program for a type that is not registered in that BTF MUST be refused with -ENOTSUPP.',
    { origin: ['27ae7997a661', '689423db3bda', 'fcc2c1fb0651'] },
  ),
  'PROG-LOAD-21': structOps.must(
    'A member index that is not below the number of members MUST be refused with -EINVAL.',
  ),
  'PROG-LOAD-22': structOps.must('A program for a member that is no function pointer MUST be refused with -EINVAL.', {
    since: 'v12',
  }),
  'PROG-LOAD-23': structOps.must('A program for a member whose stub is NULL MUST be refused with -ENOTSUPP.', {
    origin: ['e42ac1418055'],
    since: '6.12',
  }),
  'PROG-LOAD-24': structOps.must("What the type's check_member() returns MUST be returned when it is not 0."),
  'PROG-LOAD-25': structOps.must('Without memory for the context arguments loading MUST fail with -ENOMEM.', {
    ...NO_MEMORY,
    origin: ['432051806f61'],
  }),
  'PROG-LOAD-26': check.must('A program that reads an uninitialised register MUST be refused with -EACCES.', {
    origin: ['17a5267067f3'],
  }),
  'PROG-LOAD-26a': check.may('What the verifier says of a program that returns a pointer argument is its own affair.', {
    origin: ['27ae7997a661'],
  }),
  'PROG-LOAD-27': load.must(
    'A correct program MUST be loaded. It holds the BTF object of its type, and not the module.',
    { origin: ['27ae7997a661', '290248a5b7d8', 'fcc2c1fb0651', 'e3f87fdfed7b'] },
  ),
  'PROG-LOAD-28': access.must(
    'A program that reads a number that its member is called with MUST be loaded, for a type of a module too.',
    { origin: ['27ae7997a661', '7c81c2490c73'], since: 'v12' },
  ),
  'PROG-LOAD-29': access.must('btf_ctx_access() MUST be there for modules whose licence is GPL compatible.', {
    unobservable: 'a module of another licence does not link, so that nothing is left to run',
    since: 'v12',
  }),
  'PROG-LOAD-30': check.must('A struct_ops program that may sleep MUST be refused with -EINVAL.', {
    origin: ['27ae7997a661'],
    until: '6.1',
  }),
  'PROG-RUN-01': sysRun.must('A non-zero byte after the last field of BPF_PROG_TEST_RUN MUST be refused with -EINVAL.'),
  'PROG-RUN-02': sysRun.must(
    'A descriptor that is no program MUST be refused: -EBADF when it is closed, else -EINVAL.',
  ),
  'PROG-RUN-03': run.must('A program of another type than bpf_dummy_ops MUST be refused with -EOPNOTSUPP.', {
    origin: ['c196906d50e3'],
  }),
  'PROG-RUN-04': run.must('A context that is not one word for each argument MUST be refused with -EINVAL.', {
    origin: ['c196906d50e3'],
  }),
  'PROG-RUN-05': run.must('A program of bpf_dummy_ops MUST run and its return value be told.', {
    origin: ['c196906d50e3'],
  }),
  'PROG-RUN-06': syscallRun.must('A program of type BPF_PROG_TYPE_SYSCALL MUST run and its return value be told.'),
  'PROG-RUN-07': run.must('A NULL in the context where the member takes none MUST be refused with -EINVAL.', {
    origin: ['980ca8ceeae6'],
    with: '980ca8ceeae6',
  }),
  'PROG-SYSCALL-01': load.must(
    'Of a program of another type, too, a non-zero byte after the last field MUST be refused with -EINVAL.',
    LEAVES_TAIL,
  ),
  'PROG-SYSCALL-01b': check.must(
    'Of a program of another type, too, a number of descriptors without an array of them MUST be refused with -EFAULT.',
    COUNTS_DESCRIPTORS,
  ),
  'PROG-SYSCALL-02': load.must(
    'A program of another type, too, MUST NOT be loaded without CAP_BPF, nor without a token that allows it: -EPERM.',
    {
      since: '6.6',
    },
  ),
  'PROG-SYSCALL-03': load.must(
    'A correct program of type BPF_PROG_TYPE_SYSCALL MUST be loaded; it attaches to nothing.',
    { origin: ['79a7f8bdb159'] },
  ),
  'PROG-BIND-01': bind.must(
    'A non-zero byte after the last field, or any flag, of BPF_PROG_BIND_MAP MUST be refused with -EINVAL.',
  ),
  'PROG-BIND-02': bind.must('A descriptor that is no program MUST be refused: -EBADF when it is closed, else -EINVAL.'),
  'PROG-BIND-03': bind.must('A descriptor that is no map MUST be refused: -EBADF when it is closed, else -EINVAL.'),
  'PROG-BIND-04': bind.must('The program MUST hold the map, once, until the program is freed.'),
  'PROG-ASSOC-00': from('kernel/bpf/syscall.c: __sys_bpf()', '99c55f7d47c0').must(
    'BPF_PROG_ASSOC_STRUCT_OPS, as any command that the kernel does not know, MUST be refused with -EINVAL.',
    { until: '6.19' },
  ),
  'PROG-ASSOC-01': assoc.must(
    'A non-zero byte after the last field, or any flag, of BPF_PROG_ASSOC_STRUCT_OPS MUST be refused with -EINVAL.',
    ASSOCIATES,
  ),
  'PROG-ASSOC-02': assoc.must(
    'A descriptor that is no program MUST be refused: -EBADF when it is closed, else -EINVAL.',
    ASSOCIATES,
  ),
  'PROG-ASSOC-03': assoc.must(
    'A struct_ops program MUST be refused with -EINVAL, before the descriptor of the map is looked at.',
    ASSOCIATES,
  ),
  'PROG-ASSOC-04': assoc.must(
    'A descriptor that is no map MUST be refused: -EBADF when it is closed, else -EINVAL.',
    ASSOCIATES,
  ),
  'PROG-ASSOC-05': associate.must('Associating a program with its map again MUST return 0 and do nothing.', ASSOCIATES),
  'PROG-ASSOC-06': associate.must(
    'Associating a program that has a map with another one MUST fail with -EBUSY.',
    ASSOCIATES,
  ),
  'PROG-ASSOC-07': associate.must(
    'A program without map MUST be associated with a struct_ops map in any state, and hold it until the program is freed.',
    ASSOCIATES,
  ),
} as const;
