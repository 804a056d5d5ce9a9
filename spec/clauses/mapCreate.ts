// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Creating maps: table C.
import { from, NO_MEMORY, OTHER_CONFIG } from './clause';

const create = from('kernel/bpf/syscall.c: map_create()', '99c55f7d47c0');
const allocCheck = from('kernel/bpf/bpf_struct_ops.c: bpf_struct_ops_map_alloc_check()', '85d33df357b6');
const alloc = from('kernel/bpf/bpf_struct_ops.c: bpf_struct_ops_map_alloc()', 'fcc2c1fb0651');

export const MAP_CREATE_CLAUSES = {
  'MAP-CREATE-01': from('kernel/bpf/syscall.c: __sys_bpf()', '1be7f75d1668').must(
    'With unprivileged BPF disabled, BPF_MAP_CREATE without CAP_BPF MUST fail with -EPERM before anything else is looked at.',
    { until: '6.1' },
  ),
  'MAP-CREATE-02': create.must('A non-zero byte after the last field of BPF_MAP_CREATE MUST be refused with -EINVAL.'),
  'MAP-CREATE-03': create.must('btf_vmlinux_value_type_id with another map type MUST be refused with -EINVAL.', {
    origin: ['85d33df357b6'],
  }),
  'MAP-CREATE-04': create.must(
    'btf_vmlinux_value_type_id together with btf_key_type_id MUST be refused with -EINVAL.',
    { origin: ['85d33df357b6'] },
  ),
  'MAP-CREATE-05': create.must('map_extra MUST be refused with -EINVAL.', { origin: ['9330986c0300'] }),
  'MAP-CREATE-06': create.must('BPF_F_RDONLY and BPF_F_WRONLY together MUST be refused with -EINVAL.', {
    origin: ['6e71b04a8224'],
  }),
  'MAP-CREATE-07': create.must('A bad NUMA node MUST be refused with -EINVAL.', {
    unobservable: 'MAP-CREATE-10 refuses the flag that would make it count',
    origin: ['96eabe7a40aa'],
  }),
  'MAP-CREATE-08': create.must('A map type that does not exist MUST be refused with -EINVAL.'),
  'MAP-CREATE-09': allocCheck.must(
    'A key_size other than 4, or max_entries other than 1, MUST be refused with -EINVAL.',
    { origin: ['85d33df357b6', '1d28635abcf1'] },
  ),
  'MAP-CREATE-10': allocCheck.must(
    'A flag other than BPF_F_LINK and BPF_F_VTYPE_BTF_OBJ_FD MUST be refused with -EINVAL, BPF_F_TOKEN_FD aside, which map_create() has taken out by then.',
    { origin: ['85d33df357b6', '68b04864ca42', 'fcc2c1fb0651'], since: '6.9' },
  ),
  'MAP-CREATE-10a': allocCheck.must('Any flag, BPF_F_LINK too, MUST be refused with -EINVAL.', { until: '6.1' }),
  'MAP-CREATE-10b': allocCheck.must(
    'A flag other than BPF_F_LINK MUST be refused with -EINVAL: what value_type_btf_obj_fd means needs no flag.',
    { origin: ['68b04864ca42'], since: '6.6', until: 'v12' },
  ),
  'MAP-CREATE-11': allocCheck.must('A btf_vmlinux_value_type_id of 0 MUST be refused with -EINVAL.'),
  'MAP-CREATE-12': create.must('A map_ifindex MUST be refused with -EINVAL.', { origin: ['a38845729ea3'] }),
  'MAP-CREATE-13': create.must('A token descriptor that is closed MUST be refused with -EBADF.', {
    origin: ['a177fc2bf6fd'],
    since: '6.9',
  }),
  'MAP-CREATE-14': create.must(
    'Creating a struct_ops map without CAP_BPF, and without a token that allows it, MUST fail with -EPERM, once its sizes and flags are found right.',
    {
      origin: ['85d33df357b6', '2c78ee898d8f', '6c3eba1c5e28'],
      since: '6.6',
    },
  ),
  'MAP-CREATE-15': alloc.must(
    'With BPF_F_VTYPE_BTF_OBJ_FD a closed value_type_btf_obj_fd MUST be refused with -EBADF.',
    { since: '6.9' },
  ),
  'MAP-CREATE-16': alloc.must('With BPF_F_VTYPE_BTF_OBJ_FD a descriptor that is no BTF MUST be refused with -EINVAL.', {
    since: '6.9',
  }),
  'MAP-CREATE-17': alloc.must(
    "With BPF_F_VTYPE_BTF_OBJ_FD vmlinux's BTF and a user's BTF MUST be refused with -EINVAL.",
    { since: '6.9' },
  ),
  'MAP-CREATE-18': alloc.must(
    'With BPF_F_VTYPE_BTF_OBJ_FD the BTF of a module that is not live MUST be refused with -EINVAL.',
    { origin: ['e3f87fdfed7b'], since: '6.9' },
  ),
  'MAP-CREATE-15a': alloc.must('A closed value_type_btf_obj_fd other than 0 MUST be refused with -EBADF.', {
    since: 'v12',
    until: 'v12',
  }),
  'MAP-CREATE-16a': alloc.must('A value_type_btf_obj_fd other than 0 that is no BTF MUST be refused with -EINVAL.', {
    since: 'v12',
    until: 'v12',
  }),
  'MAP-CREATE-17a': alloc.must(
    "A user's BTF as value_type_btf_obj_fd MUST be refused with -EINVAL; vmlinux's is taken, and 0 stands for it.",
    { since: 'v12', until: 'v12' },
  ),
  'MAP-CREATE-18a': alloc.must(
    'The BTF of a module that is not live as value_type_btf_obj_fd MUST be refused with -EINVAL.',
    { origin: ['fcc2c1fb0651', 'e3f87fdfed7b'], since: 'v12', until: 'v12' },
  ),
  'MAP-CREATE-19': alloc.must('Without the flag and without vmlinux BTF creation MUST fail.', {
    ...OTHER_CONFIG,
    origin: ['e6be8cd5d3cf'],
  }),
  'MAP-CREATE-20': alloc.must(
    'An id that is no value struct of a registered type of that BTF MUST be refused with -ENOTSUPP.',
    { origin: ['85d33df357b6', '689423db3bda', 'fcc2c1fb0651'] },
  ),
  'MAP-CREATE-21': alloc.must('A value_size other than the size of the value struct MUST be refused with -EINVAL.', {
    origin: ['85d33df357b6'],
  }),
  'MAP-CREATE-22': alloc.must('Without memory creation MUST fail with -ENOMEM.', {
    ...NO_MEMORY,
    origin: ['85d33df357b6'],
  }),
  'MAP-CREATE-23': create.must(
    'A map name with an illegal character or without a final NUL MUST be refused with -EINVAL.',
    { origin: ['ad5b177bd73f'] },
  ),
  'MAP-CREATE-24': create.must('A closed btf_fd MUST be refused with -EBADF.', {
    origin: ['a26ca7c982cb', '85d33df357b6'],
  }),
  'MAP-CREATE-25': create.must('A btf_fd that is no BTF MUST be refused with -EINVAL.', {
    origin: ['a26ca7c982cb', '85d33df357b6'],
  }),
  'MAP-CREATE-26': create.must("A btf_fd that is a kernel's BTF MUST be refused with -EACCES.", {
    origin: ['350a5c4dd245'],
  }),
  'MAP-CREATE-29': create.must("A security module's refusal MUST be returned.", {
    ...OTHER_CONFIG,
    origin: ['afdb09c720b6'],
  }),
  'MAP-CREATE-30': create.must('Without a free id creation MUST fail.', { ...NO_MEMORY, origin: ['f3f1c054c288'] }),
  'MAP-CREATE-31': create.must('Without a free descriptor creation MUST fail with -EMFILE or -ENFILE.', {
    unobservable: 'the descriptor limit is not in the vocabulary',
  }),
  'MAP-CREATE-32': create.must(
    'A correct request MUST give a map in state INIT that holds the module of its type until it is freed.',
    { origin: ['85d33df357b6', 'e3f87fdfed7b'] },
  ),
  'MAP-CREATE-33': create.must(
    'value_type_btf_obj_fd lies after the last field: MUST be refused with -EINVAL unless it is 0.',
    { until: '6.6' },
  ),
  'MAP-CREATE-34': create.must('map_token_fd lies after the last field: MUST be refused with -EINVAL unless it is 0.', {
    until: 'v12',
  }),
} as const;
