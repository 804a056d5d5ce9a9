// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Registration of a struct_ops type by a module: table R of the errnos, in the order of the checks.
import { from, NO_MEMORY, OTHER_CONFIG } from './clause';

const btf = from('kernel/bpf/btf.c: __register_bpf_struct_ops()', 'f6be98d19985');
const table = from('kernel/bpf/btf.c: btf_add_struct_ops()', 'e61995111a76');
const desc = from('kernel/bpf/bpf_struct_ops.c: bpf_struct_ops_desc_init()', '27ae7997a661', 'f6be98d19985');
const value = from('kernel/bpf/bpf_struct_ops.c: is_valid_value_type()', '612d087d4ba5');
const args = from('kernel/bpf/bpf_struct_ops.c: prepare_arg_info()', '1611603537a4');

export const REGISTRATION_CLAUSES = {
  'REG-01': btf.must(
    'Without CONFIG_BPF_JIT or CONFIG_BPF_SYSCALL registration MUST do nothing and return 0.',
    OTHER_CONFIG,
  ),
  'REG-02': btf.must('Registration by a module that has no BTF MUST return 0 and register nothing.', {
    origin: ['947e56f82fd7'],
    since: '6.9',
  }),
  'REG-02a': btf.must('Registration by a module that has no BTF MUST fail with -EINVAL.', { until: 'v12' }),
  'REG-03': btf.must('With a NULL owner and no vmlinux BTF registration MUST fail with -ENOENT.', {
    ...OTHER_CONFIG,
    origin: ['9e60b0e02550', '947e56f82fd7'],
  }),
  'REG-04': btf.must(
    'With a NULL owner and a broken vmlinux BTF registration MUST return the error of that BTF.',
    OTHER_CONFIG,
  ),
  'REG-05': btf.must('Without memory for the log registration MUST fail with -ENOMEM.', NO_MEMORY),
  'REG-06': table.must('Without memory for the table of types registration MUST fail with -ENOMEM.', NO_MEMORY),
  'REG-07': table.must('Registering a struct bpf_struct_ops object that is registered already MUST fail with -EEXIST.'),
  'REG-08': table.must('Without memory to grow the table registration MUST fail with -ENOMEM.', NO_MEMORY),
  'REG-09': desc.must('A type name of 113 characters or more MUST be refused with -EINVAL.', {
    origin: ['85d33df357b6', 'f6be98d19985'],
  }),
  'REG-10': desc.must('A type without cfi_stubs MUST be refused with -EINVAL.', {
    origin: ['3e0008336ae3'],
    since: '6.9',
  }),
  'REG-11': desc.must('A type whose struct is not in the BTF of its owner MUST be refused with -EINVAL.'),
  'REG-12': desc.must('A type with more than 64 members MUST be refused with -EINVAL.'),
  'REG-13': desc.must('A type without its value struct in the BTF MUST be refused with -EINVAL.', {
    origin: ['85d33df357b6', 'f6be98d19985'],
  }),
  'REG-14': value.must('A value struct whose number of members is not 2 MUST be refused with -EINVAL.'),
  'REG-15': value.must(
    'A value struct whose first member is not bpf_struct_ops_common_value MUST be refused with -EINVAL.',
  ),
  'REG-16': value.must(
    'A value struct whose second member is not the struct of the type MUST be refused with -EINVAL.',
  ),
  'REG-17': desc.must('Without memory for the argument information registration MUST fail with -ENOMEM.', {
    ...NO_MEMORY,
    origin: ['1611603537a4'],
  }),
  'REG-18': desc.must('A type with an anonymous member MUST be refused with -EOPNOTSUPP.'),
  'REG-19': desc.must('A type with a bitfield member MUST be refused with -EOPNOTSUPP.'),
  'REG-20': desc.must(
    'A type with a struct module member MUST be refused with -EOPNOTSUPP when struct module has no BTF id.',
    { ...OTHER_CONFIG, origin: ['95678395386d', '96ea081ed52b'] },
  ),
  'REG-21': desc.must('A member that is no function pointer, or whose stub is NULL, MUST NOT prevent registration.', {
    origin: ['27ae7997a661', '12fdd29d5d71'],
  }),
  'REG-22': desc.observed('A member that returns a pointer to something that is no struct is accepted.', {
    origin: ['27ae7997a661'],
    until: '6.12',
  }),
  'REG-22a': desc.must(
    'A member that returns a pointer to something that is no struct MUST be refused with -EOPNOTSUPP.',
    {
      origin: ['8d9f547f74c7'],
      since: '6.16',
    },
  ),
  'REG-23': desc.must('A member whose prototype cannot be called through a trampoline MUST be refused with -EINVAL.'),
  'REG-24': desc.observed('A member that returns more than 8 bytes is accepted.', {
    origin: ['27ae7997a661'],
    until: '6.9',
  }),
  'REG-24a': desc.must('A member that returns more than 8 bytes MUST be refused with -EOPNOTSUPP.', {
    origin: [],
    since: '6.12',
  }),
  'REG-25': args.must('A stub that kallsyms or the BTF does not know MUST be refused with -ENOENT.', {
    origin: ['12fdd29d5d71'],
    with: '12fdd29d5d71',
  }),
  'REG-25a': args.observed(
    'Stubs are told by their names, TYPE__MEMBER: one that has another, or is no function at all, is accepted whatever its arguments.',
    { since: '6.9', without: '12fdd29d5d71' },
  ),
  'REG-26': args.must('A stub with another number of arguments than its member MUST be refused with -EINVAL.', {
    with: '12fdd29d5d71',
  }),
  'REG-27': args.must('Without memory for the arguments registration MUST fail with -ENOMEM.', NO_MEMORY),
  'REG-28': args.must('__nullable on an argument that is no pointer to a struct MUST be refused with -EINVAL.', {
    with: '12fdd29d5d71',
  }),
  'REG-29': desc.must('A type whose init() does not return 0 MUST be refused with -EINVAL, whatever it returned.'),
  'REG-30': table.must('A type that passes every check MUST be registered and the call return 0.', {
    origin: ['e61995111a76', 'f6be98d19985'],
  }),
  'REG-31': table.must(
    'Registering a further type MUST leave the maps, links and programs of the module as they were, also when the table of types grows.',
  ),
  'REG-32': desc.must(
    'A registration that failed MUST leave nothing behind: the same object MUST be registered when it passes later.',
    { origin: ['f6be98d19985'] },
  ),
  'REG-33': desc.must('A type of vmlinux that fails a check MUST be left out, and those after it be registered.', {
    unobservable: 'every type that vmlinux registers passes its checks',
    origin: ['3b1f89e747cd'],
  }),
} as const;
