// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Defects of UPDATE_ELEM.
import { type Defects, STRUCT_OPS, SYSCALL } from './fault';

const UPDATE = `${STRUCT_OPS}: bpf_struct_ops_map_update_elem()`;

export const MAP_UPDATE_FAULTS = {
  'update-owner-returns-success': {
    description:
      'UPDATE with a non-zero struct module member resets the map and returns what the member before it left in err.',
    source: `${UPDATE} of 6.12`,
  },
  'prog-of-other-module-accepted': {
    description:
      'UPDATE compares the number of the type that a program was loaded for, and not the BTF object it counts in.',
    source: `${UPDATE} of 6.12`,
  },
  'prog-of-other-type-accepted': {
    description: 'UPDATE compares the member that a program was loaded for, and not the type.',
    source: `operator: check dropped in ${UPDATE}; d9ab2f76ef5a mended libbpf's own`,
  },
  'prog-of-other-member-accepted': {
    description: 'UPDATE compares the type that a program was loaded for, and not the member.',
    source: `operator: check dropped in ${UPDATE}`,
  },
  'failed-update-stays-inuse': {
    description: 'UPDATE that fails under the lock leaves the state at INUSE.',
    source: `operator: state not reset in ${UPDATE}`,
  },
  'failed-update-stays-ready': {
    description: 'UPDATE of a map with BPF_F_LINK that fails in validate() leaves the state at READY.',
    source: `operator: validate() moved behind the state in ${UPDATE}`,
  },
  'failed-update-keeps-value': {
    description: 'UPDATE that fails does not wipe what it had filled in.',
    source: `operator: memset() dropped in ${UPDATE}`,
  },
  'failed-update-leaks-progs': {
    description: 'UPDATE that fails does not put the programs that it had taken.',
    source: `operator: put dropped in ${UPDATE}`,
  },
  'failed-update-puts-progs-twice': {
    description: 'UPDATE that fails puts the programs once by their links and once more.',
    source: `review of v6 of b5709f6d26d6: the error branch of ${UPDATE}`,
  },
  'update-takes-no-prog': {
    description: 'UPDATE takes no reference to the programs, and the free of the map puts one each.',
    source: `operator: get dropped in ${UPDATE}`,
  },
  'freed-map-keeps-progs': {
    description: 'The free of a map does not put its programs.',
    source: `operator: put dropped in ${STRUCT_OPS}: bpf_struct_ops_map_put_progs()`,
  },
  'legacy-not-validated': {
    description: 'UPDATE of a map without BPF_F_LINK does not call validate().',
    source: `${UPDATE}, before 73e4f9e615d7`,
  },
  'link-map-not-validated': {
    description: 'UPDATE of a map with BPF_F_LINK does not call validate().',
    source: `operator: call dropped in ${UPDATE}`,
  },
  'positive-validate-passes': {
    description: 'UPDATE goes on when validate() returns a positive number.',
    source: `operator: err != 0 becomes err < 0 in ${UPDATE}`,
  },
  'positive-reg-registers': {
    description: 'UPDATE takes a positive return of reg() for success.',
    source: `operator: err != 0 becomes err < 0 in ${UPDATE}`,
  },
  'failed-reg-unregs': {
    description: 'UPDATE calls unreg when reg() failed.',
    source: `operator: error path doubled in ${UPDATE}`,
  },
  'ready-calls-reg': {
    description: 'UPDATE of a map with BPF_F_LINK calls reg().',
    source: `operator: branch dropped in ${UPDATE}`,
  },
  'inuse-holds-no-map': {
    description: 'A registered map without BPF_F_LINK holds itself no more than one that is not registered.',
    source: `operator: get and put dropped in ${UPDATE} and bpf_struct_ops_map_delete_elem()`,
  },
  'inuse-put-without-get': {
    description: 'UPDATE takes no reference for the registration, and DELETE puts one all the same.',
    source: `operator: get dropped in ${UPDATE}`,
  },
  'update-key-before-flags': {
    description: 'UPDATE looks at the key before the flags.',
    source: `operator: checks swapped in ${UPDATE}`,
  },
  'update-holes-before-key': {
    description: 'UPDATE looks at the holes of the value before the key.',
    source: `operator: checks swapped in ${UPDATE}`,
  },
  'update-key-einval': {
    description: 'UPDATE with a key that is not 0 says -EINVAL.',
    source: `operator: -E2BIG becomes -EINVAL in ${UPDATE}`,
  },
  'update-flags-ignored': {
    description: 'UPDATE takes any flags.',
    source: `operator: check dropped in ${UPDATE}`,
  },
  'value-holes-unchecked': {
    description: 'UPDATE takes bytes between and after the members of the value struct.',
    source: `operator: check_zero_holes() dropped in ${UPDATE}`,
  },
  'data-holes-unchecked': {
    description: 'UPDATE takes bytes between the members of the ops struct.',
    source: `operator: check_zero_holes() dropped in ${UPDATE}`,
  },
  'state-unchecked': {
    description: 'UPDATE takes a value whose state is not zero.',
    source: `operator: check dropped in ${UPDATE}`,
  },
  'refcnt-unchecked': {
    description: 'UPDATE takes a value whose refcnt is not zero.',
    source: `operator: check dropped in ${UPDATE}`,
  },
  'busy-before-checks': {
    description: 'UPDATE of a map that has a value says -EBUSY before it looks at the new one.',
    source: `operator: checks swapped in ${UPDATE}`,
  },
  'busy-einval': {
    description: 'UPDATE of a map that has a value says -EINVAL.',
    source: `operator: -EBUSY becomes -EINVAL in ${UPDATE}`,
  },
  'tobefree-updatable': {
    description: 'UPDATE of a map that was deleted registers it again.',
    source: `operator: state != INIT becomes state == INUSE in ${UPDATE}`,
  },
  'owner-not-recognised': {
    description: 'UPDATE does not know a struct module member when it sees one, and leaves it empty.',
    source: `${UPDATE}, before 96ea081ed52b and without CONFIG_MODULES`,
  },
  'init-member-error-ignored': {
    description: 'UPDATE goes on when init_member() fails.',
    source: `operator: result ignored in ${UPDATE}`,
  },
  'unhandled-data-accepted': {
    description: 'UPDATE takes data in a member that init_member() left alone.',
    source: `operator: check dropped in ${UPDATE}`,
  },
  'prog-word-not-truncated': {
    description: 'UPDATE reads eight bytes for the descriptor of a program.',
    source: `operator: cast dropped in ${UPDATE}`,
  },
  'closed-prog-ignored': {
    description: 'UPDATE takes a closed descriptor of a program for none.',
    source: `operator: result of bpf_prog_get() ignored in ${UPDATE}`,
  },
  'closed-prog-einval': {
    description: 'UPDATE with a closed descriptor of a program says -EINVAL.',
    source: `operator: -EBADF becomes -EINVAL in ${UPDATE}`,
  },
  'too-few-trampolines': {
    description: 'A map has room for the trampolines of two programs, and UPDATE with a third says -E2BIG.',
    source: `${UPDATE}, before 187e2af05abe, where one page had to do`,
  },
  'update-needs-cap': {
    description: 'UPDATE asks for a capability.',
    source: `operator: check added to ${SYSCALL}: map_update_elem()`,
  },
  'update-ignores-mode': {
    description: 'UPDATE works through a descriptor that is open for reading only.',
    source: `operator: check dropped in ${SYSCALL}: map_update_elem()`,
  },
} as const satisfies Defects;
