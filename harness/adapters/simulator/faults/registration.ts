// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Defects of the registration of a type.
import { BTF, type Defects, STRUCT_OPS } from './fault';

const DESC_INIT = `${STRUCT_OPS}: bpf_struct_ops_desc_init()`;
const ADD = `${BTF}: btf_add_struct_ops()`;
const dropped = `operator: check dropped in ${DESC_INIT}`;

export const REGISTRATION_FAULTS = {
  'failed-registration-succeeds': {
    description: 'Registration of a type that fails a check returns 0.',
    source: 'changelog v6 to v7: Return an error code from bpf_struct_ops_init()',
  },
  'failed-registration-counted': {
    description: 'A type that failed to register takes up its place, and cannot be registered again.',
    source: 'changelog v8 to v9: Call bpf_struct_ops_init() in btf_add_struct_ops() to fix an inconsistent issue',
  },
  'failed-registration-clears-table': {
    description: 'A type that fails to register takes the types before it along.',
    source: `operator: error path of ${ADD} frees the table`,
  },
  'no-btf-is-an-error': {
    description: 'Registration from a module without BTF fails.',
    source: `${BTF}: __register_bpf_struct_ops(), before 947e56f82fd7`,
  },
  'duplicate-accepted': {
    description: 'One struct bpf_struct_ops can be registered twice.',
    source: `operator: check dropped in ${ADD}`,
  },
  'duplicate-checked-last': {
    description: 'A duplicate is found after all other checks, and after init() was called again.',
    source: `operator: checks swapped in ${ADD}`,
  },
  'same-name-eexist': {
    description: 'A second type with the name of a registered one is refused.',
    source: `operator: names compared for pointers in ${ADD}`,
  },
  'last-registration-found': {
    description: 'Of two registrations of one struct the later is found.',
    source: `operator: search reversed in ${BTF}: bpf_struct_ops_find()`,
  },
  'stubs-not-needed': {
    description: 'A type without cfi_stubs is taken.',
    source: `${DESC_INIT}, before 3e0008336ae3`,
  },
  'member-limit-63': {
    description: 'A type with 64 members is refused.',
    source: `operator: > becomes >= in ${DESC_INIT}`,
  },
  'member-limit-65': {
    description: 'A type with 65 members is taken.',
    source: `operator: limit off by one in ${DESC_INIT}`,
  },
  'value-members-not-counted': {
    description: 'A value struct may have more than two members.',
    source: `${STRUCT_OPS}: is_valid_value_type(), before 612d087d4ba5`,
  },
  'value-common-unchecked': {
    description: 'The first member of a value struct may be anything.',
    source: `operator: check dropped in ${STRUCT_OPS}: is_valid_value_type()`,
  },
  'value-data-unchecked': {
    description: 'The second member of a value struct may be anything.',
    source: `operator: check dropped in ${STRUCT_OPS}: is_valid_value_type()`,
  },
  'anonymous-accepted': { description: 'A type with an anonymous member is taken.', source: dropped },
  'anonymous-einval': {
    description: 'Registration of a type with an anonymous member says -EINVAL.',
    source: `operator: -EOPNOTSUPP becomes -EINVAL in ${DESC_INIT}`,
  },
  'bitfield-accepted': { description: 'A type with a bitfield is taken.', source: dropped },
  'bitfield-enotsupp': {
    description: 'Registration of a type with a bitfield says -ENOTSUPP.',
    source: `operator: -EOPNOTSUPP becomes -ENOTSUPP in ${DESC_INIT}`,
  },
  'prototype-unchecked': {
    description: 'A member may have a prototype that no trampoline can pass on.',
    source: `operator: result of btf_distill_func_proto() ignored in ${DESC_INIT}`,
  },
  'pointer-return-accepted': {
    description: 'A member may return a pointer to something else than a struct.',
    source: `${DESC_INIT}, before 8d9f547f74c7`,
    kernel: '7.2',
  },
  'wide-return-accepted': {
    description: 'A member may return more than 8 bytes.',
    source: `${DESC_INIT}, before 7.2`,
    kernel: '7.2',
  },
  'stub-found-by-name': {
    description: 'The stub of a member is looked up as TYPE__MEMBER, and passes when there is none.',
    source: `${STRUCT_OPS}: find_stub_func_proto(), before 12fdd29d5d71`,
  },
  'unknown-stub-einval': {
    description: 'Registration of a type with a stub that kallsyms does not know says -EINVAL.',
    source: `operator: -ENOENT becomes -EINVAL in ${STRUCT_OPS}: prepare_arg_info()`,
  },
  'stub-args-unchecked': {
    description: 'A stub may have another number of arguments than its member.',
    source: `operator: check dropped in ${STRUCT_OPS}: prepare_arg_info()`,
  },
  'nullable-unchecked': {
    description: 'The suffix __nullable is taken on any argument.',
    source: `operator: check dropped in ${STRUCT_OPS}: prepare_arg_info()`,
  },
  'init-not-called': {
    description: 'init() of a type is not called.',
    source: `operator: call dropped in ${DESC_INIT}`,
  },
  'init-result-ignored': {
    description: 'A type is registered whatever its init() returns.',
    source: `operator: result ignored in ${DESC_INIT}`,
  },
  'init-error-passed-on': {
    description: 'Registration returns the error of init() instead of -EINVAL.',
    source: `operator: errno kept in ${DESC_INIT}`,
  },
  'positive-init-registers': {
    description: 'A type whose init() returns a positive number is registered.',
    source: `operator: err != 0 becomes err < 0 in ${DESC_INIT}`,
  },
} as const satisfies Defects;
