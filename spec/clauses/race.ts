// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What is allowed only while something else is going on: tables P (legal outcomes per pair) and N (not linearizable).
import { from, ONLY_IN_RACES } from './clause';

const files = from('fs/file.c: fdget(), fput()', '1da177e4c3f4');
const update = from('kernel/bpf/bpf_struct_ops.c: bpf_struct_ops_map_update_elem()', '85d33df357b6');
const remove = from('kernel/bpf/bpf_struct_ops.c: bpf_struct_ops_map_delete_elem()', '85d33df357b6');
const lookup = from('kernel/bpf/bpf_struct_ops.c: bpf_struct_ops_map_sys_lookup_elem()', 'b671c2067a04');
const get = from('kernel/bpf/syscall.c: bpf_map_get()', 'b671c2067a04');
const detach = from('kernel/bpf/bpf_struct_ops.c: bpf_struct_ops_map_link_detach()', '6fb2544ea149');
const swing = from('kernel/bpf/bpf_struct_ops.c: bpf_struct_ops_map_link_update()', 'aef56f2e918b');
const init = from('kernel/module/main.c: do_init_module()', '1da177e4c3f4');
const sysfs = from('kernel/module/sysfs.c: mod_sysfs_setup(), mod_sysfs_teardown()', '1da177e4c3f4');
const usable = from('kernel/bpf/btf.c: btf_try_get_module()', '18688de203b4');
const holds = from('kernel/bpf/btf.c: btf_try_get_module()', 'e3f87fdfed7b');
const scan = from('kernel/bpf/btf.c: btf_get_fd_by_id()', '146bd2a87a65');
const testmod = from('docs/test-module.md');

export const RACE_CLAUSES = {
  'RACE-FD-01': files.must(
    'An operation that has found its descriptors MUST carry on with their objects, although another thread closes them meanwhile.',
    ONLY_IN_RACES,
  ),
  'RACE-FD-02': files.may(
    'An operation that is refused with -EBADF, since another thread was closing its descriptor, MAY keep what that referred to until it returns.',
    ONLY_IN_RACES,
  ),
  'RACE-UPDATE-01': update.may(
    'A map without BPF_F_LINK that the subsystem has accepted MAY read as being in state INIT, and be so to a delete, until its update returns.',
    ONLY_IN_RACES,
  ),
  'RACE-DELETE-01': remove.may(
    'A delete MAY fail with -EINPROGRESS before the one that came first has unregistered the value.',
    ONLY_IN_RACES,
  ),
  'RACE-LOOKUP-01': lookup.may(
    'The state and the number of references that a value shows MAY be of different moments.',
    ONLY_IN_RACES,
  ),
  'RACE-LOOKUP-02': get.may(
    'The number of references that a value shows MAY count those of operations that have not returned.',
    ONLY_IN_RACES,
  ),
  'RACE-DETACH-01': detach.may('A link MAY look attached after its value was unregistered, until the detach returns.', {
    ...ONLY_IN_RACES,
    since: '6.12',
  }),
  'RACE-SWING-01': swing.may(
    'A link MAY show its old map after the subsystem was told of the new one, until the update returns.',
    ONLY_IN_RACES,
  ),
  'RACE-LOAD-01': init.observed(
    'Until a load returns it holds the module: removing it then fails with -EWOULDBLOCK though it is live and nothing uses it.',
    ONLY_IN_RACES,
  ),
  'RACE-LOAD-02': usable.must(
    'The types of a module that is coming MUST NOT be usable through its BTF object, which is visible already.',
    ONLY_IN_RACES,
  ),
  'RACE-UNLOAD-01': usable.must(
    'The types of a module that is going MUST NOT be usable through its BTF object, although that is still visible.',
    ONLY_IN_RACES,
  ),
  'RACE-UNLOAD-02': scan.may(
    'A BTF object that was found MAY be that of a module that is gone when its id is read: it is 0 then.',
    ONLY_IN_RACES,
  ),
  'RACE-HOLD-01': holds.may(
    'Creating a map or loading a program MAY hold the module while it lasts, even if it fails: removing the module fails with -EWOULDBLOCK then.',
    { ...ONLY_IN_RACES, since: 'v12' },
  ),
  'RACE-INFO-01': sysfs.observed(
    'A module that is coming or going shows as such; its reference count is 1 while it comes and -1 while it goes.',
    ONLY_IN_RACES,
  ),
  'RACE-INFO-02': sysfs.observed(
    "A module's state and its reference count MAY be of different moments; the count of one that is gone reads as -1.",
    ONLY_IN_RACES,
  ),
  'RACE-CTL-01': testmod.must(
    'A control file MUST NOT be there (-ENOENT) or not answer (-ENODEV) while its module comes or goes.',
    ONLY_IN_RACES,
  ),
  'RACE-CTL-02': testmod.may(
    'Two calls of one module at once MAY both tell the results of the later one.',
    ONLY_IN_RACES,
  ),
  'RACE-CTL-03': testmod.may(
    'Lines that are added between the reading of the log and its emptying MAY be lost.',
    ONLY_IN_RACES,
  ),
} as const;
