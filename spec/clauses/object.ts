// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What all objects share: descriptors, pins, ids, info; and the releases that the kernel does later.
import { from } from './clause';

const close = from('kernel/bpf/syscall.c: bpf_map_release(), bpf_link_release()', '1da177e4c3f4');
const fdClose = from('fs/open.c: SYSCALL_DEFINE1(close)', '1da177e4c3f4');
const dup = from('fs/file.c: SYSCALL_DEFINE1(dup)', '1da177e4c3f4');
const pin = from('kernel/bpf/inode.c: bpf_obj_pin_user()', 'b2197755b263');
const get = from('kernel/bpf/inode.c: bpf_obj_get_user()', 'b2197755b263');
const seq = from('kernel/bpf/bpf_struct_ops.c: bpf_struct_ops_map_seq_show_elem()', '1da177e4c3f4');
const byId = from(
  'kernel/bpf/syscall.c: bpf_map_get_fd_by_id(), bpf_link_get_fd_by_id(), bpf_btf_get_fd_by_id()',
  'bd5f5f4ecb78',
  '78958fca7ead',
  '2d602c8cf40d',
);
const info = from('kernel/bpf/syscall.c: bpf_obj_get_info_by_fd()', '1e2709769086');
const mapFree = from('kernel/bpf/bpf_struct_ops.c: bpf_struct_ops_map_free()', '85d33df357b6', 'e3f87fdfed7b');

export const OBJECT_CLAUSES = {
  'FD-CLOSE-01': close.must('Closing a descriptor MUST return 0 and let go of what it referred to.', {
    origin: ['1da177e4c3f4', '99c55f7d47c0'],
  }),
  'FD-CLOSE-02': fdClose.must('Closing a closed descriptor MUST fail with -EBADF.'),
  'FD-DUP-01': dup.must('A duplicate MUST refer to the same object.'),
  'FD-DUP-02': dup.must('Duplicating a closed descriptor MUST fail with -EBADF.'),
  'PIN-CREATE-01': pin.must('A non-zero byte after the last field of BPF_OBJ_PIN MUST be refused with -EINVAL.'),
  'PIN-CREATE-02': pin.must(
    'A closed descriptor, a BTF, and anything else that cannot be pinned MUST be refused with -EINVAL.',
  ),
  'PIN-CREATE-03': pin.must('A path that exists MUST be refused with -EEXIST.'),
  'PIN-CREATE-04': pin.must('A pin MUST hold its object.', { origin: ['b2197755b263', '70ed506c3bbc'] }),
  'PIN-REMOVE-01': pin.must('Unlinking a path that does not exist MUST fail with -ENOENT.', {
    origin: ['1da177e4c3f4'],
  }),
  'PIN-REMOVE-02': pin.must('Unlinking a pin MUST return 0 and let go of its object, at once or later.', {
    origin: ['b2197755b263', '70ed506c3bbc', '4f375ade6aa9'],
  }),
  'PIN-GET-01': get.must(
    'A non-zero byte after the last field of BPF_OBJ_GET, or BPF_F_RDONLY together with BPF_F_WRONLY, MUST be refused with -EINVAL.',
    { origin: ['b2197755b263', '6e71b04a8224'] },
  ),
  'PIN-GET-02': get.must('A path that does not exist MUST give -ENOENT.'),
  'PIN-GET-03': get.must('A link MUST NOT be opened read-only or write-only: -EINVAL.', {
    origin: ['25fc94b2f02d'],
    since: '6.6',
  }),
  'PIN-GET-04': get.must('A pin MUST give a descriptor of its object, with the permissions asked for.', {
    origin: ['b2197755b263', '6e71b04a8224', '70ed506c3bbc'],
  }),
  'PIN-READ-01': seq.must('Reading a path that does not exist MUST fail with -ENOENT.'),
  'PIN-READ-02': seq.must('Reading a pin that is no map MUST fail with -EIO.', { origin: ['70ed506c3bbc'] }),
  'PIN-READ-03': seq.must('Reading a pinned map MUST show its state and references, in every state.', {
    origin: ['a26ca7c982cb', '85d33df357b6', '47f4f657acd5'],
  }),
  'ID-01': byId.must(
    'A non-zero byte after the last field, or flags that the object does not take, MUST be refused with -EINVAL.',
    { origin: ['bd5f5f4ecb78', '6e71b04a8224'] },
  ),
  'ID-02': byId.must(
    'Opening by id without CAP_SYS_ADMIN MUST fail with -EPERM; for a BTF object a token that allows it stands for the capability where the kernel takes one, and is refused with -EINVAL where it does not.',
    { origin: ['bd5f5f4ecb78'] },
  ),
  'ID-03': byId.must('The id of an object that is gone MUST give -ENOENT.'),
  'ID-04': byId.must('The id of an object that is alive MUST give a descriptor of it.'),
  'ID-05': from('kernel/bpf/syscall.c: bpf_map_free()', '59e5791f59dd').may(
    'The id of the BTF object that a map was created with MAY give a descriptor after the last reference to the map is gone.',
    { with: '59e5791f59dd' },
  ),
  'INFO-01': info.must('A non-zero byte after the last field of BPF_OBJ_GET_INFO_BY_FD MUST be refused with -EINVAL.'),
  'INFO-02': info.observed('A closed descriptor is refused with -EBADFD, unlike everywhere else.'),
  'INFO-03': info.must(
    'An info_len that is longer than the kernel knows MUST be refused with -E2BIG when the tail is not zero.',
  ),
  'INFO-MAP-01': info.must(
    'A map MUST show its type, id and flags, and the id of the BTF that its value type belongs to.',
    { origin: ['1e2709769086', '1338b9334658'], since: 'v12' },
  ),
  'INFO-MAP-02': info.must('A map MUST show its type, id and flags; nothing tells the BTF of its value type.', {
    origin: ['1e2709769086'],
    until: '6.6',
  }),
  'INFO-LINK-01': info.must('A link MUST show the id of the map behind it, and 0 when it is detached.', {
    origin: ['f2e10bff16a0', '68b04864ca42', '6fb2544ea149'],
    since: '6.6',
  }),
  'INFO-PROG-01': info.must('A program MUST show the id of the BTF of its type, and 0 once the module is gone.', {
    origin: ['b79c9fc9551b', '146bd2a87a65'],
  }),
  'INFO-BTF-01': info.must('A BTF object MUST show its name and id; the id MUST be 0 once its module is gone.', {
    origin: ['5329722057d4', '146bd2a87a65'],
  }),
  'RELEASE-01': mapFree.may(
    'The reference that a map holds on its module MAY be dropped after the last reference to the map is gone.',
    { origin: ['e3f87fdfed7b'], since: 'v12' },
  ),
  'RELEASE-02': from('kernel/bpf/syscall.c: bpf_link_put()', '68b04864ca42', 'ab5d47bd41b1').may(
    'A link whose last reference was a pin MAY be unregistered after unlink() returned, and its map be let go of later still.',
    { since: '6.6' },
  ),
  'RELEASE-03': from('kernel/bpf/syscall.c: __bpf_prog_put()', 'ef15314aa5de', 'b5709f6d26d6').may(
    'A map that is bound to a program, or associated with one, MAY be let go of after the last reference to the program is gone, of several one after the other.',
  ),
  'RELEASE-05': from('kernel/bpf/inode.c: bpf_free_inode()', 'b2197755b263', '70ed506c3bbc').may(
    'What a pin referred to MAY be let go of after unlink() returned: until then its id gives a descriptor.',
    { without: '4f375ade6aa9' },
  ),
  'RELEASE-04': mapFree.must('Deferred releases MUST happen: the system settles when it is left alone.'),
  'LOG-01': from('Documentation/admin-guide/bug-hunting.rst').must(
    'No operation may make the kernel report a bug: BUG, WARNING, KASAN, lockdep, a hung task or an RCU stall.',
  ),
  'RETURN-01': from('kernel/locking/mutex.c: mutex_lock()', '6053ee3b32e3').must(
    'Every operation MUST return: whatever lock a call takes it MUST let go of, and none may sleep or spin for ever.',
  ),
  'RETURN-02': from('mm/oom_kill.c: out_of_memory()', '1da177e4c3f4').must(
    'No operation may use up the memory of the machine: what a call allocates is what its objects need.',
  ),
  'LEAK-01': mapFree.must(
    'When everything is closed, unpinned and unregistered, nothing may remain, and the modules MUST be removable.',
  ),
} as const;
