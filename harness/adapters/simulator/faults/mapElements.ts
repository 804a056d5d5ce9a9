// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Defects of LOOKUP, DELETE, GET_NEXT_KEY and FREEZE.
import { type Defects, STRUCT_OPS, SYSCALL } from './fault';

const LOOKUP = `${STRUCT_OPS}: bpf_struct_ops_map_sys_lookup_elem()`;
const DELETE = `${STRUCT_OPS}: bpf_struct_ops_map_delete_elem()`;
const NEXT_KEY = `${STRUCT_OPS}: bpf_struct_ops_map_get_next_key()`;

export const MAP_ELEMENT_FAULTS = {
  'lookup-shows-user-refs': {
    description: 'The refcnt that LOOKUP shows counts descriptors and pins too.',
    source: `operator: subtraction dropped in ${LOOKUP}`,
  },
  'lookup-counts-registration-only': {
    description: 'The refcnt that LOOKUP shows is that of the registration, whatever else holds the map.',
    source: `${LOOKUP}, before b671c2067a04`,
  },
  'lookup-init-enoent': {
    description: 'LOOKUP of a map without a value says -ENOENT.',
    source: `operator: errno for zeros in ${LOOKUP}`,
  },
  'lookup-deleted-zero': {
    description: 'LOOKUP of a map that was deleted shows zeros.',
    source: `operator: state == INIT becomes state != INUSE && state != READY in ${LOOKUP}`,
  },
  'lookup-key-ignored': {
    description: 'LOOKUP does not look at the key.',
    source: `operator: check dropped in ${LOOKUP}`,
  },
  'lookup-shows-fds': {
    description: 'LOOKUP shows the descriptors that UPDATE got, and not the ids of the programs.',
    source: `operator: assignment dropped in ${STRUCT_OPS}: bpf_struct_ops_map_update_elem()`,
  },
  'lookup-ignores-mode': {
    description: 'LOOKUP works through a descriptor that is open for writing only.',
    source: `operator: check dropped in ${SYSCALL}: map_lookup_elem()`,
  },
  'lookup-flags-first': {
    description: 'LOOKUP looks at the flags before the descriptor.',
    source: `${SYSCALL}: map_lookup_elem(), before 2b421662c788`,
    kernel: '7.2',
  },
  'delete-again-unregs': {
    description: 'DELETE of a map that was deleted already calls unreg again.',
    source: `operator: compare-and-swap dropped in ${DELETE}`,
  },
  'delete-checks-key': {
    description: 'DELETE with a key that is not 0 says -ENOENT.',
    source: `operator: check added to ${DELETE}`,
  },
  'delete-ignores-link-flag': {
    description: 'DELETE treats a map with BPF_F_LINK like any other, and says -ENOENT.',
    source: `operator: check dropped in ${DELETE}`,
  },
  'delete-retires-link-map': {
    description: 'DELETE of a READY map succeeds and leaves it at TOBEFREE.',
    source: `operator: READY treated as INUSE in ${DELETE}`,
  },
  'delete-link-map-enotsupp': {
    description: 'DELETE of a map with BPF_F_LINK says -ENOTSUPP.',
    source: `operator: -EOPNOTSUPP becomes -ENOTSUPP in ${DELETE}`,
  },
  'delete-always-succeeds': {
    description: 'DELETE returns 0 whether or not there was anything to delete.',
    source: 'bpf, 2020: Return better error value in delete_elem for struct_ops map',
  },
  'delete-resets-to-init': {
    description: 'DELETE leaves the state at INIT, so that the map can be filled again.',
    source: `operator: TOBEFREE becomes INIT in ${DELETE}`,
  },
  'delete-does-not-unreg': {
    description: 'DELETE does not call unreg.',
    source: `operator: call dropped in ${DELETE}`,
  },
  'delete-keeps-map': {
    description: 'DELETE does not put the reference of the registration.',
    source: `operator: put dropped in ${DELETE}`,
  },
  'delete-ignores-mode': {
    description: 'DELETE works through a descriptor that is open for reading only.',
    source: `operator: check dropped in ${SYSCALL}: map_delete_elem()`,
  },
  'next-key-other-enoent': {
    description: 'GET_NEXT_KEY after a key that is not 0 says -ENOENT.',
    source: `operator: comparison dropped in ${NEXT_KEY}`,
  },
  'next-key-null-enoent': {
    description: 'GET_NEXT_KEY without a key says -ENOENT.',
    source: `operator: NULL taken for 0 in ${NEXT_KEY}`,
  },
  'next-key-never-ends': {
    description: 'GET_NEXT_KEY after key 0 finds key 0.',
    source: `operator: comparison dropped in ${NEXT_KEY}`,
  },
  'freeze-permission-first': {
    description: 'FREEZE looks at the permission before the type of the map.',
    source: `operator: checks swapped in ${SYSCALL}: map_freeze()`,
  },
  'freeze-eopnotsupp': {
    description: 'FREEZE says -EOPNOTSUPP.',
    source: `operator: -ENOTSUPP becomes -EOPNOTSUPP in ${SYSCALL}: map_freeze()`,
  },
  'freeze-works': {
    description: 'FREEZE of a struct_ops map succeeds.',
    source: `operator: check dropped in ${SYSCALL}: map_freeze()`,
  },
  'closed-map-einval': {
    description: 'A command on the elements of a map with a closed descriptor says -EINVAL.',
    source: `operator: -EBADF becomes -EINVAL in ${SYSCALL}: __bpf_map_get()`,
  },
  'not-a-map-ebadf': {
    description: 'A command on the elements of a map with a descriptor of something else says -EBADF.',
    source: `operator: -EINVAL becomes -EBADF in ${SYSCALL}: __bpf_map_get()`,
  },
} as const satisfies Defects;
