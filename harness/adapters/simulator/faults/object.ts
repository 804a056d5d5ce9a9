// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Defects of what every kind of object has: pins, ids, info, modes of descriptors.
import { type Defects, INODE, STRUCT_OPS, SYSCALL } from './fault';

export const OBJECT_FAULTS = {
  'unlink-does-not-put': {
    description: 'Removing a pin leaves its reference behind.',
    source: `operator: put dropped in ${INODE}: bpf_destroy_inode()`,
  },
  'pin-takes-no-ref': {
    description: 'A pin takes no reference, and removing it puts one.',
    source: `operator: get dropped in ${INODE}: bpf_obj_pin_user()`,
  },
  'pin-get-takes-no-ref': {
    description: 'OBJ_GET opens a descriptor without a reference of its own.',
    source: `operator: get dropped in ${INODE}: bpf_obj_get_user()`,
  },
  'pin-replaces': {
    description: 'A pin takes the place of the one that has its path.',
    source: `operator: check dropped in ${INODE}: bpf_obj_pin_user()`,
  },
  'pin-get-ignores-mode': {
    description: 'OBJ_GET opens for reading and writing, whatever was asked for.',
    source: `operator: flags ignored in ${INODE}: bpf_obj_get_user()`,
  },
  'link-pin-get-any-mode': {
    description: 'OBJ_GET opens a link for reading only.',
    source: `${INODE}: bpf_obj_get_user(), before 25fc94b2f02d`,
  },
  'pin-read-oops': {
    description: 'Reading the pin of a map calls an operation that struct_ops maps do not have, and uses the error.',
    source: `bpf, 2020: Fix seq_show for BPF_MAP_TYPE_STRUCT_OPS; ${STRUCT_OPS}: bpf_struct_ops_map_seq_show_elem()`,
  },
  'map-by-id-takes-no-ref': {
    description: 'MAP_GET_FD_BY_ID opens a descriptor without a reference of its own.',
    source: `operator: get dropped in ${SYSCALL}: bpf_map_get_fd_by_id()`,
  },
  'link-by-id-takes-no-ref': {
    description: 'LINK_GET_FD_BY_ID opens a descriptor without a reference of its own.',
    source: `operator: get dropped in ${SYSCALL}: bpf_link_by_id()`,
  },
  'dying-link-revived': {
    description: 'A link whose last reference is gone, and that waits for a worker, can be had by its id.',
    source: `operator: atomic64_inc_not_zero() becomes atomic64_inc() in ${SYSCALL}: bpf_link_inc_not_zero()`,
  },
  'by-id-ignores-mode': {
    description: 'MAP_GET_FD_BY_ID opens for reading and writing, whatever was asked for.',
    source: `operator: flags ignored in ${SYSCALL}: bpf_map_get_fd_by_id()`,
  },
  'by-id-needs-no-cap': {
    description: 'GET_FD_BY_ID asks for no capability.',
    source: `operator: check dropped in ${SYSCALL}: bpf_map_get_fd_by_id() and its kin`,
  },
  'close-keeps-usercnt': {
    description: 'close() of a map does not count it down among the users.',
    source: `operator: decrement dropped in ${SYSCALL}: bpf_map_put_uref()`,
  },
  'info-without-btf-id': {
    description: 'The info of a map does not say which BTF object its type is in.',
    source: `${STRUCT_OPS}: bpf_map_struct_ops_info_fill(), before 1338b9334658`,
  },
  'info-shows-user-btf': {
    description: "The info of a map shows the user's BTF object as that of its type.",
    source: `operator: variables swapped in ${SYSCALL}: bpf_map_get_info_by_fd()`,
  },
  'info-shows-old-map': {
    description: 'The info of a link shows the map that it was created with.',
    source: `operator: stale value in ${STRUCT_OPS}: bpf_struct_ops_map_link_fill_link_info()`,
  },
  'info-attach-for-all': {
    description: 'The info of a program shows to everybody what it is attached to.',
    source: `operator: check dropped in ${SYSCALL}: bpf_prog_get_info_by_fd()`,
  },
  'info-closed-ebadf': {
    description: 'OBJ_GET_INFO_BY_FD with a closed descriptor says -EBADF, as other commands do.',
    source: `operator: -EBADFD becomes -EBADF in ${SYSCALL}: bpf_obj_get_info_by_fd()`,
  },
} as const satisfies Defects;
