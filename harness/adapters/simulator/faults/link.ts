// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Defects of struct_ops links.
import { type Defects, STRUCT_OPS, SYSCALL } from './fault';

const CREATE = `${STRUCT_OPS}: bpf_struct_ops_link_create()`;
const UPDATE = `${STRUCT_OPS}: bpf_struct_ops_map_link_update()`;
const DETACH = `${STRUCT_OPS}: bpf_struct_ops_map_link_detach()`;
const DEALLOC = `${STRUCT_OPS}: bpf_struct_ops_map_link_dealloc()`;
const swapped = `operator: checks swapped in ${UPDATE}`;

export const LINK_FAULTS = {
  'link-holds-no-map': {
    description: 'A link takes no reference to its map.',
    source: `operator: get and put dropped in ${CREATE}`,
  },
  'link-of-init-map': {
    description: 'LINK_CREATE takes a map that has no value yet.',
    source: `operator: check of the state dropped in ${STRUCT_OPS}: bpf_struct_ops_valid_to_reg()`,
  },
  'link-of-legacy-map': {
    description: 'LINK_CREATE takes a registered map without BPF_F_LINK.',
    source: `operator: check of the flag dropped in ${STRUCT_OPS}: bpf_struct_ops_valid_to_reg()`,
  },
  'link-create-closed-fd-oops': {
    description: 'LINK_CREATE follows the error that a closed descriptor gives as if it were a map.',
    source: `${CREATE}, before 55fbae05476d; syzbot 71ccc0fe37ab`,
  },
  'link-create-needs-write': {
    description: 'LINK_CREATE refuses a map that is open for reading only.',
    source: `operator: check added to ${CREATE}`,
  },
  'link-create-needs-cap': {
    description: 'LINK_CREATE asks for a capability.',
    source: `operator: check added to ${CREATE}`,
  },
  'one-link-for-each-map': {
    description: 'LINK_CREATE refuses a map that has a link already.',
    source: 'links for struct_ops, 2023, v7 to v8: a map may be attached again',
  },
  'failed-link-keeps-map': {
    description: 'LINK_CREATE keeps the map when reg() fails.',
    source: `operator: put dropped on the error path of ${CREATE}`,
  },
  'failed-link-keeps-id': {
    description: 'LINK_CREATE keeps the id of the link when reg() fails.',
    source: `operator: bpf_link_cleanup() dropped on the error path of ${CREATE}`,
  },
  'failed-link-unregs': {
    description: 'LINK_CREATE calls unreg when reg() failed.',
    source: `operator: link->map set before reg() in ${CREATE}`,
  },
  'link-update-any-fd-einval': {
    description: 'LINK_UPDATE says -EINVAL to a closed descriptor of a map.',
    source: `${SYSCALL}: link_update_map(), before 55fbae05476d`,
  },
  'old-map-without-replace': {
    description: 'LINK_UPDATE without BPF_F_REPLACE takes an old_map_fd.',
    source: `links for struct_ops, 2023, v11 to v12; ${SYSCALL}: link_update_map()`,
  },
  'replace-ignored': {
    description: 'LINK_UPDATE does not compare the map with the one that BPF_F_REPLACE names.',
    source: `operator: check dropped in ${UPDATE}`,
  },
  'replace-mismatch-einval': {
    description: 'LINK_UPDATE whose BPF_F_REPLACE names another map says -EINVAL.',
    source: `links for struct_ops, 2023, v9 to v10; ${UPDATE}`,
  },
  'link-update-takes-init-map': {
    description: 'LINK_UPDATE takes a map that has no value yet.',
    source: `operator: check of the state dropped in ${UPDATE}`,
  },
  'update-op-before-ready': {
    description: 'LINK_UPDATE looks for the update op before it looks at the state of the new map.',
    source: swapped,
  },
  'attached-before-update-op': {
    description: 'LINK_UPDATE looks whether the link is attached before it looks for the update op.',
    source: swapped,
  },
  'expected-before-attached': {
    description: 'LINK_UPDATE looks at the map that BPF_F_REPLACE names before it looks whether the link is attached.',
    source: swapped,
  },
  'type-before-expected': {
    description: 'LINK_UPDATE compares the types before it looks at the map that BPF_F_REPLACE names.',
    source: swapped,
  },
  'update-op-enotsupp': {
    description: 'LINK_UPDATE of a type without an update op says -ENOTSUPP.',
    source: `operator: -EOPNOTSUPP becomes -ENOTSUPP in ${UPDATE}`,
  },
  'types-compared-by-name': {
    description: 'LINK_UPDATE takes a map of a type with the same name.',
    source: `operator: names compared for descriptors in ${UPDATE}`,
  },
  'types-not-compared': {
    description: 'LINK_UPDATE takes a map of another type.',
    source: `operator: check dropped in ${UPDATE}`,
  },
  'link-update-takes-no-ref': {
    description: 'LINK_UPDATE takes no reference to the new map.',
    source: `operator: get dropped in ${UPDATE}`,
  },
  'link-update-keeps-old-map': {
    description: 'LINK_UPDATE does not put the old map.',
    source: `operator: put dropped in ${UPDATE}`,
  },
  'link-update-keeps-pointer': {
    description: 'LINK_UPDATE leaves the link pointing to the old map.',
    source: `operator: assignment dropped in ${UPDATE}`,
  },
  'failed-link-update-switches': {
    description: 'LINK_UPDATE switches to the new map although update() failed.',
    source: `operator: result returned too late in ${UPDATE}`,
  },
  'positive-link-update-switches': {
    description: 'LINK_UPDATE switches to the new map when update() returns a positive number.',
    source: `operator: err != 0 becomes err < 0 in ${UPDATE}`,
  },
  'link-update-to-itself': {
    description: 'LINK_UPDATE to the map that a TCP link has adds a node to a list that it is in already.',
    source: 'net/ipv4/tcp_cong.c: tcp_update_congestion_control() of 6.12',
  },
  'detached-link-read': {
    description: 'LINK_UPDATE of a detached link follows a NULL pointer.',
    source: `operator: check dropped in ${UPDATE}`,
  },
  'link-update-reattaches': {
    description: 'LINK_UPDATE of a detached link registers the new map and returns 0.',
    source: `operator: detached link treated as a new one in ${UPDATE}`,
  },
  'detach-then-close-unregs-twice': {
    description: 'The last close of a detached link calls unreg again.',
    source: `operator: NULL check dropped in ${DEALLOC}`,
  },
  'detach-then-close-puts-twice': {
    description: 'The last close of a detached link puts the map again.',
    source: `operator: NULL check dropped in ${DEALLOC}`,
  },
  'detach-keeps-pointer': {
    description: 'LINK_DETACH leaves the link pointing to the map, for the next detach, update and close to find.',
    source: `operator: assignment dropped in ${DETACH}`,
  },
  'detach-again-enolink': {
    description: 'LINK_DETACH of a detached link says -ENOLINK.',
    source: `operator: errno for success in ${DETACH}`,
  },
  'detach-does-not-unreg': {
    description: 'LINK_DETACH does not call unreg.',
    source: `operator: call dropped in ${DETACH}`,
  },
  'detach-keeps-map': {
    description: 'LINK_DETACH does not put the map.',
    source: `operator: put dropped in ${DETACH}`,
  },
  'detach-missing': {
    description: 'A struct_ops link cannot be detached.',
    source: `${SYSCALL}: link_detach(), before 6fb2544ea149`,
  },
  'close-does-not-unreg': {
    description: 'The last close of an attached link does not call unreg.',
    source: `operator: call dropped in ${DEALLOC}`,
  },
  'close-keeps-map': {
    description: 'The last close of an attached link does not put the map.',
    source: `operator: put dropped in ${DEALLOC}`,
  },
  'detached-link-quiet': {
    description: 'poll() of a detached link shows no EPOLLHUP.',
    source: `${STRUCT_OPS}: bpf_struct_ops_map_link_poll(), before 1adddc97aa44`,
  },
  'attached-link-hangs-up': {
    description: 'poll() of an attached link shows EPOLLHUP.',
    source: `operator: condition dropped in ${STRUCT_OPS}: bpf_struct_ops_map_link_poll()`,
  },
  'link-closed-einval': {
    description: 'LINK_UPDATE and LINK_DETACH with a closed descriptor of a link say -EINVAL.',
    source: `operator: -EBADF becomes -EINVAL in ${SYSCALL}: bpf_link_get_from_fd()`,
  },
} as const satisfies Defects;
