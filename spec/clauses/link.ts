// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Links: tables LC (create), LU (update), LD (detach and the rest).
import { from, NO_MEMORY } from './clause';

const sysCreate = from('kernel/bpf/syscall.c: link_create()', 'af6eea57437a');
const create = from('kernel/bpf/bpf_struct_ops.c: bpf_struct_ops_link_create()', '68b04864ca42');
const sysUpdate = from('kernel/bpf/syscall.c: link_update(), link_update_map()', '0c991ebc8c69');
const update = from('kernel/bpf/bpf_struct_ops.c: bpf_struct_ops_map_link_update()', 'aef56f2e918b');
const sysDetach = from('kernel/bpf/syscall.c: link_detach()', '73b11c2ab072');
const detach = from('kernel/bpf/bpf_struct_ops.c: bpf_struct_ops_map_link_detach()', '6fb2544ea149');
const poll = from('kernel/bpf/bpf_struct_ops.c: bpf_struct_ops_map_link_poll()', '1adddc97aa44');

export const LINK_CLAUSES = {
  'LINK-CREATE-01': sysCreate.must(
    'A non-zero byte after the last field of BPF_LINK_CREATE MUST be refused with -EINVAL.',
  ),
  'LINK-CREATE-02': sysCreate.must(
    'With another attach_type the descriptor is a program: -EBADF when it is closed, else -EINVAL.',
  ),
  'LINK-CREATE-03': create.must(
    'A descriptor that is no map MUST be refused: -EBADF when it is closed, else -EINVAL.',
    { origin: ['68b04864ca42', '55fbae05476d'], since: '6.6' },
  ),
  'LINK-CREATE-04': create.must('A map without BPF_F_LINK, or that is not READY, MUST be refused with -EINVAL.', {
    since: '6.6',
  }),
  'LINK-CREATE-05': create.must('Without memory, id or descriptor creation MUST fail.', { ...NO_MEMORY, since: '6.6' }),
  'LINK-CREATE-06': create.must('A non-zero result of reg() MUST be returned, and no link remain.', { since: '6.6' }),
  'LINK-CREATE-07': create.must('A correct request MUST register the map and give a link that holds it.', {
    since: '6.6',
  }),
  'LINK-CREATE-08': sysCreate.must(
    'Without BPF_STRUCT_OPS among the attach types the descriptor is a program: -EBADF when it is closed, else -EINVAL.',
    { until: '6.1' },
  ),
  'LINK-UPDATE-01': sysUpdate.must(
    'A non-zero byte after the last field, or a flag other than BPF_F_REPLACE, MUST be refused with -EINVAL.',
  ),
  'LINK-UPDATE-02': sysUpdate.must(
    'A descriptor that is no link MUST be refused: -EBADF when it is closed, else -EINVAL.',
  ),
  'LINK-UPDATE-03': sysUpdate.must(
    'A new_map_fd that is no map MUST be refused: -EBADF when it is closed, else -EINVAL.',
    { origin: ['aef56f2e918b', '55fbae05476d'], since: '6.6' },
  ),
  'LINK-UPDATE-04': sysUpdate.must(
    'With BPF_F_REPLACE an old_map_fd that is no map MUST be refused: -EBADF when it is closed, else -EINVAL.',
    { origin: ['aef56f2e918b', '55fbae05476d'], since: '6.6' },
  ),
  'LINK-UPDATE-05': sysUpdate.must('Without BPF_F_REPLACE an old_map_fd MUST be refused with -EINVAL.', {
    origin: ['aef56f2e918b'],
    since: '6.6',
  }),
  'LINK-UPDATE-06': update.must('A new map without BPF_F_LINK, or that is not READY, MUST be refused with -EINVAL.', {
    since: '6.6',
  }),
  'LINK-UPDATE-07': update.must('A type without update() MUST be refused with -EOPNOTSUPP.', { since: 'v12' }),
  'LINK-UPDATE-08': update.must('Updating a detached link MUST fail with -ENOLINK.', {
    origin: ['6fb2544ea149'],
    since: '6.12',
  }),
  'LINK-UPDATE-09': update.must(
    'With BPF_F_REPLACE and another old map than the current one the update MUST fail with -EPERM.',
    { since: '6.6' },
  ),
  'LINK-UPDATE-10': update.must(
    'A new map of another type, of the same type in another module, or of another load of the module MUST be refused with -EINVAL.',
    { origin: ['aef56f2e918b', '4c5763ed996a'], since: 'v12' },
  ),
  'LINK-UPDATE-11': update.must('A non-zero result of update() MUST be returned, and the link stay on its map.', {
    since: '6.6',
  }),
  'LINK-UPDATE-12': update.must(
    'A correct update MUST put the new map behind the link, hold it, and let go of the old one.',
    { since: '6.6' },
  ),
  'LINK-DETACH-01': sysDetach.must(
    'A non-zero byte after the last field of BPF_LINK_DETACH MUST be refused with -EINVAL; a descriptor that is no link with -EBADF when it is closed, else -EINVAL.',
  ),
  'LINK-DETACH-02': detach.must('Detaching MUST call unreg() once before it returns, and let go of the map.', {
    since: '6.12',
  }),
  'LINK-DETACH-03': detach.must('Detaching a detached link MUST return 0 and do nothing.', { since: '6.12' }),
  'LINK-DETACH-04': sysDetach.must(
    'Without an operation to detach struct_ops links BPF_LINK_DETACH MUST fail with -EOPNOTSUPP and leave the link attached.',
    { since: '6.6', until: '6.9' },
  ),
  'LINK-CLOSE-01': from('kernel/bpf/bpf_struct_ops.c: bpf_struct_ops_map_link_dealloc()', '68b04864ca42').must(
    'The last close of an attached link MUST call unreg() before it returns, and let go of the map.',
    { since: '6.6' },
  ),
  'LINK-CLOSE-02': from('kernel/bpf/bpf_struct_ops.c: bpf_struct_ops_map_link_dealloc()', '6fb2544ea149').must(
    'The last close of a detached link MUST free it and do nothing else.',
    { since: '6.12' },
  ),
  'LINK-POLL-01': poll.must('poll() MUST show EPOLLHUP when, and only when, the link is detached.', { since: '6.12' }),
  'LINK-POLL-02': from('fs/select.c: do_pollfd()', '1da177e4c3f4').must(
    'poll() on a descriptor that is no struct_ops link MUST NOT show EPOLLHUP, and on a closed one MUST show POLLNVAL, which link.poll tells as -EBADF.',
  ),
  'LINK-POLL-03': sysCreate.observed('Before links could be detached, poll() on one shows no EPOLLHUP.', {
    since: '6.6',
    until: '6.9',
  }),
  'LINK-ID-01': sysCreate.must('A link whose creation is inside reg() MUST give -EAGAIN by its id.', {
    unobservable: 'no thread knows the id of a link before its creation returns',
    origin: ['2d602c8cf40d'],
    since: '6.6',
  }),
} as const;
