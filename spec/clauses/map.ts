// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Maps once they are there: tables K (lookup), U (update), D (delete), and the commands that struct_ops maps lack.
import { from, NO_MEMORY } from './clause';

const sysLookup = from('kernel/bpf/syscall.c: map_lookup_elem()', 'db20fd2b0108');
const lookup = from('kernel/bpf/bpf_struct_ops.c: bpf_struct_ops_map_sys_lookup_elem()', '85d33df357b6');
const sysUpdate = from('kernel/bpf/syscall.c: map_update_elem()', 'db20fd2b0108');
const update = from('kernel/bpf/bpf_struct_ops.c: bpf_struct_ops_map_update_elem()', '85d33df357b6');
const tcpFlags = from('net/ipv4/bpf_tcp_ca.c: bpf_tcp_ca_init_member(): TCP_CONG_MASK', '0baf26b0fcd7');
const sysDelete = from('kernel/bpf/syscall.c: map_delete_elem()', 'db20fd2b0108');
const remove = from('kernel/bpf/bpf_struct_ops.c: bpf_struct_ops_map_delete_elem()');
const nextKey = from('kernel/bpf/bpf_struct_ops.c: bpf_struct_ops_map_get_next_key()', '85d33df357b6');
const sysNextKey = from('kernel/bpf/syscall.c: map_get_next_key()', 'db20fd2b0108');
const freeze = from('kernel/bpf/syscall.c: map_freeze()', '87df15de441b');
const batch = from('kernel/bpf/syscall.c: bpf_map_do_batch()', 'cb4d03ab499d');

export const MAP_CLAUSES = {
  'MAP-LOOKUP-01': sysLookup.must(
    'A non-zero byte after the last field of BPF_MAP_LOOKUP_ELEM MUST be refused with -EINVAL.',
  ),
  'MAP-LOOKUP-02': sysLookup.must(
    'A flag other than BPF_F_LOCK MUST be refused with -EINVAL, before the descriptor is looked at.',
    { origin: ['96049f3afd50'], until: '6.18' },
  ),
  'MAP-LOOKUP-03': sysLookup.must(
    'A descriptor that is no map MUST be refused: -EBADF when it is closed, else -EINVAL.',
  ),
  'MAP-LOOKUP-04': sysLookup.must('Looking up through a descriptor without read permission MUST fail with -EPERM.', {
    origin: ['6e71b04a8224'],
  }),
  'MAP-LOOKUP-05': sysLookup.must('BPF_F_LOCK on a map without a spin lock MUST be refused with -EINVAL.', {
    origin: ['96049f3afd50'],
  }),
  'MAP-LOOKUP-06': sysLookup.must('A bad pointer to the key MUST be refused with -EFAULT.'),
  'MAP-LOOKUP-07': lookup.must('A key other than 0 MUST give -ENOENT.'),
  'MAP-LOOKUP-08': lookup.must('A map in state INIT MUST read as zeros.'),
  'MAP-LOOKUP-09': lookup.must(
    'A map in another state MUST read as written, with its state, the program ids, and the number of references the kernel holds on it.',
    { origin: ['85d33df357b6', 'b671c2067a04'], with: 'b671c2067a04' },
  ),
  'MAP-LOOKUP-10': sysLookup.must('A bad pointer to the value MUST be refused with -EFAULT.'),
  'MAP-LOOKUP-11': sysLookup.must(
    'A flag other than BPF_F_LOCK and BPF_F_CPU MUST be refused with -EINVAL, after the descriptor and its permission were looked at.',
    { origin: ['8f6ddc058760'], since: '6.19' },
  ),
  'MAP-LOOKUP-12': lookup.observed(
    'The number of references in the value is a count of its own: that of the registration and of those who use it.',
    { without: 'b671c2067a04' },
  ),
  'MAP-UPDATE-01': sysUpdate.must(
    'A non-zero byte after the last field of BPF_MAP_UPDATE_ELEM MUST be refused with -EINVAL.',
  ),
  'MAP-UPDATE-02': sysUpdate.must(
    'A descriptor that is no map MUST be refused: -EBADF when it is closed, else -EINVAL.',
  ),
  'MAP-UPDATE-03': sysUpdate.must('Updating through a descriptor without write permission MUST fail with -EPERM.', {
    origin: ['6e71b04a8224'],
  }),
  'MAP-UPDATE-04': sysUpdate.must('BPF_F_LOCK on a map without a spin lock MUST be refused with -EINVAL.', {
    origin: ['96049f3afd50'],
  }),
  'MAP-UPDATE-05': sysUpdate.must('A bad pointer to the key or the value MUST be refused with -EFAULT.'),
  'MAP-UPDATE-06': update.must('Any flag, BPF_NOEXIST and BPF_EXIST too, MUST be refused with -EINVAL.'),
  'MAP-UPDATE-07': update.must('A key other than 0 MUST be refused with -E2BIG.'),
  'MAP-UPDATE-08': update.must('A non-zero byte in a hole of the value struct MUST be refused with -EINVAL.', {
    origin: ['85d33df357b6', '47f4f657acd5'],
  }),
  'MAP-UPDATE-09': update.must('A non-zero byte in a hole of the struct of the type MUST be refused with -EINVAL.', {
    origin: ['85d33df357b6', '47f4f657acd5'],
  }),
  'MAP-UPDATE-10': update.must('A non-zero state or refcnt in the value MUST be refused with -EINVAL.'),
  'MAP-UPDATE-11': update.must('Without memory for the trampolines the update MUST fail with -ENOMEM.', {
    ...NO_MEMORY,
    origin: ['187e2af05abe'],
  }),
  'MAP-UPDATE-12': update.must('Updating a map that is not in state INIT MUST fail with -EBUSY.'),
  'MAP-UPDATE-13': update.must("A non-zero owner member MUST be refused with -EINVAL: the slot is the kernel's.", {
    origin: ['85d33df357b6', '95678395386d'],
  }),
  'MAP-UPDATE-14': update.must(
    "A negative result of the type's init_member() MUST be returned, and the map stay in state INIT.",
  ),
  'MAP-UPDATE-14a': tcpFlags.must(
    'Flags of tcp_congestion_ops other than TCP_CONG_NON_RESTRICTED and TCP_CONG_NEEDS_ECN MUST be refused with -EINVAL.',
    { until: '6.16' },
  ),
  'MAP-UPDATE-14b': tcpFlags.must(
    'Flags of tcp_congestion_ops beyond those five that there are with AccECN MUST be refused with -EINVAL.',
    { since: '6.18' },
  ),
  'MAP-UPDATE-15': update.must(
    'A non-zero member that is no function pointer, and that init_member() leaves alone, MUST be refused with -EINVAL.',
  ),
  'MAP-UPDATE-16': update.must(
    'A closed program descriptor MUST be refused with -EBADF, and one that is no program with -EINVAL.',
  ),
  'MAP-UPDATE-17': update.must(
    'A program that was not loaded for this member of this very type MUST be refused with -EINVAL.',
  ),
  'MAP-UPDATE-18': update.must('Without memory for a link the update MUST fail with -ENOMEM.', {
    ...NO_MEMORY,
    origin: ['f7e0beaf39d3'],
  }),
  'MAP-UPDATE-19': update.must('When no trampoline can be made the update MUST fail.', {
    unobservable: 'no type of the suite needs more than 8 pages of trampolines',
    origin: ['85d33df357b6', '187e2af05abe'],
  }),
  'MAP-UPDATE-20': update.must(
    "A non-zero result of the type's validate() MUST be returned, and the map stay in state INIT.",
    { origin: ['68b04864ca42', '73e4f9e615d7'], since: '6.9' },
  ),
  'MAP-UPDATE-20a': update.must(
    "Of a map with BPF_F_LINK a non-zero result of the type's validate() MUST be returned, and the map stay in state INIT; without, it is not called.",
    { origin: ['68b04864ca42'], since: '6.6', until: 'v12' },
  ),
  'MAP-UPDATE-21': update.must('When a trampoline cannot be made executable the update MUST fail.', {
    unobservable: 'needs fault injection',
    origin: ['c733239f8f53'],
  }),
  'MAP-UPDATE-22': update.must(
    'A correct update of a map with BPF_F_LINK MUST return 0 and make it READY, without calling reg().',
    { origin: ['68b04864ca42'], since: '6.6' },
  ),
  'MAP-UPDATE-23': update.must('A non-zero result of reg() MUST be returned, and the map stay in state INIT.'),
  'MAP-UPDATE-24': update.must(
    'A correct update of a map without BPF_F_LINK MUST register it, hold the map, and make it INUSE.',
  ),
  'MAP-UPDATE-25': from('net/ipv4/bpf_tcp_ca.c: bpf_tcp_ca_init_member()', '0baf26b0fcd7').observed(
    'init_member() of tcp_congestion_ops refuses a name that is registered already with -EEXIST, before the members after it are looked at.',
    { until: '6.1' },
  ),
  'MAP-DELETE-01': sysDelete.must(
    'A non-zero byte after the key of BPF_MAP_DELETE_ELEM, flags too, MUST be refused with -EINVAL.',
  ),
  'MAP-DELETE-02': sysDelete.must(
    'A descriptor that is no map MUST be refused: -EBADF when it is closed, else -EINVAL.',
  ),
  'MAP-DELETE-03': sysDelete.must('Deleting through a descriptor without write permission MUST fail with -EPERM.', {
    origin: ['6e71b04a8224'],
  }),
  'MAP-DELETE-04': sysDelete.must(
    'A bad pointer to the key MUST be refused with -EFAULT; the content of the key is ignored.',
  ),
  'MAP-DELETE-05': remove.must('Deleting from a map with BPF_F_LINK MUST fail with -EOPNOTSUPP in every state.', {
    origin: ['68b04864ca42'],
    since: '6.6',
  }),
  'MAP-DELETE-06': remove.must(
    'Deleting from an INUSE map MUST call unreg() before it returns, drop the reference of the registration, and make it TOBEFREE.',
    { origin: ['85d33df357b6'] },
  ),
  'MAP-DELETE-07': remove.must('Deleting from a TOBEFREE map MUST fail with -EINPROGRESS.'),
  'MAP-DELETE-08': remove.must('Deleting from a map in state INIT MUST fail with -ENOENT.'),
  'MAP-KEY-01': nextKey.must('GET_NEXT_KEY of a NULL key MUST give key 0.', {
    origin: ['8fe45924387b', '85d33df357b6'],
  }),
  'MAP-KEY-02': nextKey.must('GET_NEXT_KEY of key 0 MUST fail with -ENOENT.'),
  'MAP-KEY-03': nextKey.must('GET_NEXT_KEY of another key MUST give key 0.'),
  'MAP-KEY-04': sysNextKey.must(
    'A non-zero byte after the last field of BPF_MAP_GET_NEXT_KEY MUST be refused with -EINVAL.',
  ),
  'MAP-KEY-05': sysNextKey.must('A descriptor that is no map MUST be refused: -EBADF when it is closed, else -EINVAL.'),
  'MAP-KEY-06': sysNextKey.must('GET_NEXT_KEY through a descriptor without read permission MUST fail with -EPERM.', {
    origin: ['6e71b04a8224'],
  }),
  'MAP-KEY-07': sysNextKey.must('A bad pointer to the key, or to the next key, MUST be refused with -EFAULT.'),
  'MAP-FREEZE-01': freeze.must('A non-zero byte after the last field of BPF_MAP_FREEZE MUST be refused with -EINVAL.'),
  'MAP-FREEZE-02': freeze.must('A descriptor that is no map MUST be refused: -EBADF when it is closed, else -EINVAL.'),
  'MAP-FREEZE-03': freeze.must(
    'Freezing a struct_ops map MUST fail with -ENOTSUPP, whatever the permissions of the descriptor.',
    { origin: [] },
  ),
  'MAP-OTHER-01': batch.must('A descriptor that is no map MUST be refused: -EBADF when it is closed, else -EINVAL.'),
  'MAP-OTHER-02': batch.must(
    'A batch command through a descriptor without the permission it needs MUST fail with -EPERM.',
  ),
  'MAP-OTHER-03': batch.must('Batch commands and LOOKUP_AND_DELETE on a struct_ops map MUST fail with -ENOTSUPP.', {
    origin: ['bd513cd08f10', 'cb4d03ab499d'],
  }),
  'MAP-OTHER-04': from('kernel/bpf/syscall.c: bpf_map_mmap()', 'fc9702273e2e').must(
    'mmap of a struct_ops map MUST fail with -ENOTSUPP; of a closed descriptor with -EBADF; of another object with -ENODEV.',
  ),
  'MAP-OTHER-05': from('kernel/bpf/map_in_map.c: bpf_map_meta_alloc()', '85d33df357b6').must(
    'A struct_ops map as inner map MUST be refused with -ENOTSUPP.',
  ),
  'MAP-OTHER-06': from('kernel/bpf/map_in_map.c: bpf_map_meta_alloc()', '56f668dfe00d').must(
    'An inner map descriptor that is no map MUST be refused: -EBADF when it is closed, else -EINVAL.',
  ),
} as const;
