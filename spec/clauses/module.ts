// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Loading and removing modules, and their BTF: tables M and X.
import { from, NEEDS_SIGNAL, ONLY_IN_RACES } from './clause';

const load = from('kernel/module/main.c: SYSCALL_DEFINE3(finit_module), load_module()', '1da177e4c3f4');
const init = from('kernel/module/main.c: do_init_module()', '1da177e4c3f4');
const unload = from('kernel/module/main.c: SYSCALL_DEFINE2(delete_module)', '1da177e4c3f4');
const notify = from('kernel/bpf/btf.c: btf_module_notify()', '5e214f2e43e4');
const testmod = from('docs/test-module.md');

export const MODULE_CLAUSES = {
  'MOD-LOAD-01': load.must('Loading a module without CAP_SYS_MODULE MUST fail with -EPERM.'),
  'MOD-LOAD-02': load.must('Unknown flags of finit_module() MUST be refused with -EINVAL.', {
    origin: ['2f3238aebedb'],
  }),
  'MOD-LOAD-03': load.must('A load of a file that is being loaded MUST wait and return the result of the first load.', {
    ...ONLY_IN_RACES,
    origin: ['9b9879fc0327'],
  }),
  'MOD-LOAD-04': load.must('Loading a module whose name is live MUST fail with -EEXIST.'),
  'MOD-LOAD-05': load.must('A load of a name that is coming MUST wait for the outcome of the other load.', {
    unobservable: 'needs two files that hold modules of one name',
    origin: ['6e6de3dee51a'],
  }),
  'MOD-LOAD-06': load.must('A load of a name that is going MUST fail with -EBUSY.', {
    ...ONLY_IN_RACES,
    origin: ['0254127ab977'],
  }),
  'MOD-LOAD-07': notify.observed(
    'With CONFIG_MODULE_ALLOW_BTF_MISMATCH a module whose BTF does not parse is loaded without it.',
    { unobservable: 'the suite ships no module with broken BTF' },
  ),
  'MOD-LOAD-08': init.must('When module init fails the load MUST return its error, and nothing of the module remain.'),
  'MOD-LOAD-09': init.must(
    'A module whose init returns 0 MUST be live with a reference count of 0 and a BTF object of its own, and the types that its init registered be usable.',
    { origin: ['36e68442d1af', '18688de203b4', 'f6be98d19985', '0253e0590e2d'] },
  ),
  'MOD-LOAD-10': init.observed('A module whose init returns a positive number is loaded all the same.', {
    origin: ['1da177e4c3f4', 'e24e2e64c468'],
  }),
  'MOD-LOAD-11': init.must('An -EEXIST of module init MUST become -EBUSY: it is reserved for a name that is live.', {
    origin: ['743f8cae549a'],
    with: '743f8cae549a',
  }),
  'MOD-LOAD-12': testmod.must(
    'Built for a kernel where no type can be registered, init MUST fail with -EOPNOTSUPP when it is asked for one.',
    { until: '6.6' },
  ),
  'MOD-UNLOAD-01': unload.must('Removing a module without CAP_SYS_MODULE MUST fail with -EPERM.'),
  'MOD-UNLOAD-02': unload.must(
    'Removing a module that does not exist, or by an empty or overlong name, MUST fail with -ENOENT.',
  ),
  'MOD-UNLOAD-03': unload.must('A bad pointer to the name MUST be refused with -EFAULT.'),
  'MOD-UNLOAD-04': unload.must('A signal while waiting for module_mutex MUST end the call with -EINTR.', NEEDS_SIGNAL),
  'MOD-UNLOAD-05': unload.must('Removing a module that others depend on MUST fail with -EWOULDBLOCK.', {
    unobservable: 'no module of the suite depends on another',
  }),
  'MOD-UNLOAD-06': unload.must('Removing a module that is coming or going MUST fail with -EBUSY.', ONLY_IN_RACES),
  'MOD-UNLOAD-07': unload.must('Removing a module that has init but no exit MUST fail with -EBUSY.', {
    unobservable: 'every module of the suite has an exit function',
  }),
  'MOD-UNLOAD-08': unload.must('Removing a module that a struct_ops map holds MUST fail with -EWOULDBLOCK.', {
    origin: ['1da177e4c3f4', 'e3f87fdfed7b'],
    since: 'v12',
  }),
  'MOD-UNLOAD-09': unload.observed(
    'With O_TRUNC and CONFIG_MODULE_FORCE_UNLOAD a module is removed although it is in use.',
    { unobservable: 'it leaves dangling pointers; never done' },
  ),
  'MOD-UNLOAD-10': unload.must(
    'Removing a module that nothing holds MUST succeed; its BTF id MUST be gone when the call returns.',
    { origin: ['1da177e4c3f4', '146bd2a87a65'] },
  ),
  'MOD-BTF-01': notify.must('A live module with BTF MUST have exactly one visible BTF object of its name.', {
    origin: ['36e68442d1af'],
  }),
  'MOD-BTF-02': notify.must(
    'No BTF object of a module that is gone, or of one without BTF, may be visible: opening it by name MUST fail with -ENOENT.',
    { origin: ['36e68442d1af', '146bd2a87a65'] },
  ),
  'MOD-BTF-03': from('kernel/bpf/btf.c: btf_get_fd_by_id()', '146bd2a87a65').must(
    'The id of a BTF object of a module that is gone MUST give -ENOENT.',
  ),
  'MOD-BTF-04': notify.observed(
    'Until it was released with the module, the id of a BTF object stays: as long as something refers to the object it is found by name and by id and shows its id, though the module is gone.',
    { origin: ['36e68442d1af'], without: '146bd2a87a65' },
  ),
  'MOD-BTF-05': notify.may(
    'Programs that were in a map MAY refer to the BTF object of their type for a while after the map is freed.',
    { origin: ['36e68442d1af'], since: 'v12', without: '146bd2a87a65' },
  ),
  'MOD-INFO-01': from('kernel/module/main.c: module_refcount()', 'e3f87fdfed7b').must(
    'The reference count of a live module MUST be the number of struct_ops maps of its types that are not freed.',
  ),
  'MOD-INFO-02': from('kernel/module/sysfs.c: mod_sysfs_teardown()', '1da177e4c3f4').must(
    'A module that is not loaded MUST NOT show in sysfs.',
  ),
  'MOD-CTL-01': testmod.must('The control files of a module that is not loaded MUST NOT be there (-ENOENT).'),
  'MOD-CTL-02': testmod.must('A type or member that the module does not have MUST be refused with -EINVAL.'),
  'MOD-CTL-03': testmod.must(
    'Built for a kernel where no type can be registered, the module MUST answer every registration with -EOPNOTSUPP.',
    { until: '6.6' },
  ),
  'MOD-CALL-01': from(
    'kernel/bpf/bpf_struct_ops.c: bpf_struct_ops_map_update_elem()',
    '85d33df357b6',
    '356ed64991c6',
    '0253e0590e2d',
  ).must(
    'A registered value MUST call the programs that were written to it, and their return values MUST reach the caller; a member without program MUST be NULL.',
  ),
  'MOD-DETACH-01': testmod.must('Without a link of the type there is nothing to detach: -ENOENT.'),
  'MOD-DETACH-02': from('kernel/bpf/bpf_struct_ops.c: bpf_struct_ops_map_link_detach()', '6fb2544ea149').must(
    'A detach by the subsystem MUST do what BPF_LINK_DETACH does.',
    { since: '6.12' },
  ),
  'MOD-DETACH-03': testmod.must(
    'Built for a kernel that does not tell reg() of the link, the module has no link to detach: -ENOENT.',
    { since: 'v12', until: '6.9' },
  ),
  'MOD-LOG-01': testmod.must(
    "The type's callbacks MUST be called when, and only when, the clauses say so, in that order.",
  ),
} as const;
