// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Defects of programs: PROG_LOAD, PROG_TEST_RUN, PROG_BIND_MAP, PROG_ASSOC_STRUCT_OPS, and how they are called.
import { type Defects, STRUCT_OPS, SYSCALL, VERIFIER } from './fault';

const CHECK = `${VERIFIER}: check_struct_ops_btf_id()`;
const LOAD = `${SYSCALL}: bpf_prog_load()`;
const ASSOC = `${STRUCT_OPS}: bpf_prog_assoc_struct_ops()`;

export const PROG_FAULTS = {
  'license-checked-last': {
    description: 'PROG_LOAD looks at the license after the type.',
    source: `operator: checks swapped in ${CHECK}`,
  },
  'license-unchecked': {
    description: 'PROG_LOAD takes a program that is not GPL.',
    source: `${CHECK}, before 12aa8a9467b3`,
  },
  'attach-zero-einval': {
    description: 'PROG_LOAD with attach_btf_id 0 says -EINVAL.',
    source: `operator: -ENOTSUPP becomes -EINVAL in ${CHECK}`,
  },
  'prog-type-eopnotsupp': {
    description: 'PROG_LOAD for a type that is not registered says -EOPNOTSUPP.',
    source: `operator: -ENOTSUPP becomes -EOPNOTSUPP in ${CHECK}`,
  },
  'dead-module-prog-einval': {
    description: 'PROG_LOAD with the BTF of a module that is gone says -EINVAL.',
    source: `operator: -ENOTSUPP becomes -EINVAL in ${CHECK}`,
  },
  'member-index-too-large': {
    description: 'PROG_LOAD reads one member past the end of the type.',
    source: `operator: >= becomes > in ${CHECK}`,
  },
  'data-member-attachable': {
    description: 'PROG_LOAD takes a program for a member that is no function.',
    source: `operator: check dropped in ${CHECK}`,
  },
  'null-stub-attachable': {
    description: 'PROG_LOAD takes a program for a member whose stub is NULL.',
    source: `${CHECK}, before e42ac1418055`,
  },
  'check-member-not-called': {
    description: 'PROG_LOAD does not call check_member().',
    source: `operator: call dropped in ${CHECK}`,
  },
  'attach-before-cfg': {
    description: 'PROG_LOAD looks at the type before the instructions.',
    source: `${VERIFIER}: bpf_check(), before 81f6d0530ba0`,
  },
  'sleepable-refused': {
    description: 'PROG_LOAD takes no sleepable struct_ops program.',
    source: `${VERIFIER}: check_attach_btf_id(), before 1e12d3ef47d2`,
  },
  'uninitialised-accepted': {
    description: 'PROG_LOAD takes a program that reads a register that was never written.',
    source: `operator: check dropped in ${VERIFIER}: check_reg_arg()`,
  },
  'struct-ops-map-usable': {
    description: 'PROG_LOAD takes a program that refers to a struct_ops map.',
    source: `operator: check dropped in ${VERIFIER}: check_map_prog_compatibility()`,
  },
  'closed-attach-btf-ebadf': {
    description: 'PROG_LOAD with a closed attach_btf_obj_fd says -EBADF.',
    source: `operator: -EINVAL becomes -EBADF in ${LOAD}`,
  },
  'user-btf-prog-einval': {
    description: 'PROG_LOAD with a BTF object of the user says -EINVAL.',
    source: `operator: -ENOTSUPP becomes -EINVAL in ${LOAD}`,
  },
  'huge-type-id-accepted': {
    description: 'PROG_LOAD looks for a type beyond BTF_MAX_TYPE.',
    source: `operator: check dropped in ${SYSCALL}: bpf_prog_load_check_attach()`,
  },
  'prog-load-needs-no-cap': {
    description: 'PROG_LOAD asks for no capability.',
    source: `operator: check dropped in ${LOAD}`,
  },
  'empty-prog-einval': {
    description: 'PROG_LOAD of no instructions says -EINVAL.',
    source: `operator: -E2BIG becomes -EINVAL in ${LOAD}`,
  },
  'return-value-dropped': {
    description: 'The trampoline does not pass on what the program returns.',
    source: 'arch_prepare_bpf_trampoline(), before 356ed64991c6',
  },
  'test-run-any-type': {
    description: 'PROG_TEST_RUN runs a program of any struct_ops type.',
    source: 'operator: check dropped in net/bpf/bpf_dummy_struct_ops.c: bpf_struct_ops_test_run()',
  },
  'test-run-null-argument': {
    description: 'PROG_TEST_RUN passes NULL to a program that was verified for a pointer.',
    source: 'net/bpf/bpf_dummy_struct_ops.c: bpf_struct_ops_test_run(), before 980ca8ceeae6',
  },
  'test-run-leaks-prog': {
    description: 'PROG_TEST_RUN does not put the program.',
    source: 'operator: put dropped in net/bpf/bpf_dummy_struct_ops.c: bpf_struct_ops_test_run()',
  },
  'bind-takes-no-ref': {
    description: 'PROG_BIND_MAP takes no reference to the map, and the free of the program puts one.',
    source: `operator: get dropped in ${SYSCALL}: bpf_prog_bind_map()`,
  },
  'bind-again-takes-ref': {
    description: 'PROG_BIND_MAP of a map that is bound already takes another reference.',
    source: `operator: search dropped in ${SYSCALL}: bpf_prog_bind_map()`,
  },
  'freed-prog-keeps-maps': {
    description: 'The free of a program does not put the maps that are bound to it.',
    source: `operator: put dropped in ${SYSCALL}: bpf_prog_free_deferred()`,
  },
  'assoc-takes-no-ref': {
    description: 'An associated program takes no reference to the map, and its free puts one.',
    source: `operator: get dropped in ${ASSOC}`,
    kernel: '7.2',
  },
  'assoc-again-takes-ref': {
    description: 'PROG_ASSOC_STRUCT_OPS with the map that the program has takes another reference.',
    source: `review of v3 of b5709f6d26d6; ${ASSOC}`,
    kernel: '7.2',
  },
  'assoc-replaces': {
    description: 'PROG_ASSOC_STRUCT_OPS of a program that has a map puts the new one in its place.',
    source: `operator: check dropped in ${ASSOC}`,
    kernel: '7.2',
  },
  'assoc-struct-ops-prog': {
    description: 'PROG_ASSOC_STRUCT_OPS takes a struct_ops program.',
    source: `operator: check dropped in ${SYSCALL}: prog_assoc_struct_ops()`,
    kernel: '7.2',
  },
  'assoc-never-put': {
    description: 'The free of an associated program does not put the map.',
    source: `operator: put dropped in ${STRUCT_OPS}: bpf_prog_disassoc_struct_ops()`,
    kernel: '7.2',
  },
} as const satisfies Defects;
