// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Loaders: what libbpf makes of the system calls, as bpftool shows it.
import { from } from './clause';

const find = from('tools/lib/bpf/libbpf.c: find_struct_ops_kern_types(), find_ksym_btf_id()', '9e926acda0c2');
/** Which BTF objects there are to find: those of modules that are gone were among them for a long time. */
const modules = from('tools/lib/bpf/libbpf.c: load_module_btfs()', '9e926acda0c2', '146bd2a87a65');
const load = from(
  'tools/lib/bpf/libbpf.c: bpf_object__load(), bpf_object__create_map()',
  '590a00888250',
  '9e926acda0c2',
);
const attach = from('tools/lib/bpf/libbpf.c: bpf_map__attach_struct_ops()', '590a00888250');
const register = from('tools/bpf/bpftool/struct_ops.c: do_register()', '0232b7889786');
const unregister = from('tools/bpf/bpftool/struct_ops.c: do_unregister()', '65c93628599d');

export const LOADER_CLAUSES = {
  'LOADER-01': find.must(
    'A loader MUST look for a type in the BTF of vmlinux first and then in those of the modules by ascending id, and fail with -ESRCH when none describes it.',
  ),
  'LOADER-02': load.must(
    'When the map is refused, as for a type that the BTF describes and its module has not registered, the loader MUST fail with that errno and leave nothing.',
    { except: ['6.6'] },
  ),
  'LOADER-03': attach.must(
    'When BPF_MAP_UPDATE_ELEM is refused the loader MUST fail with its errno, and its map and programs go with the process.',
  ),
  'LOADER-04': attach.must('When BPF_LINK_CREATE is refused the loader MUST fail with its errno and leave nothing.', {
    origin: ['8d1608d70927'],
    since: '6.6',
  }),
  'LOADER-05': register.must(
    'When the path of the pin exists the loader MUST fail with -EEXIST, after the link was created and before the process ends it.',
    { since: '6.6' },
  ),
  'LOADER-06': register.must('A link that is not pinned MUST be unregistered when the process ends, however it ends.', {
    since: '6.6',
  }),
  'LOADER-07': register.must('A pinned link, and its map, MUST stay registered after the process, however it ends.', {
    since: '6.6',
  }),
  'LOADER-08': register.must('A map without BPF_F_LINK MUST stay registered after the process, however it ends.', {
    origin: ['65c93628599d'],
  }),
  'LOADER-09': unregister.must('Unregistering by an id that no map has MUST fail with -ENOENT.'),
  'LOADER-10': unregister.must('Unregistering a map that was never registered MUST fail with -ENOENT.'),
  'LOADER-11': unregister.must(
    'Unregistering an INUSE map MUST call unreg() before it returns, and let go of the registration.',
  ),
  'LOADER-12': find.must(
    'The first BTF that describes a type MUST be the one that is meant: when its module has not registered the type the loader MUST fail with -ENOTSUPP, though a later one has.',
    { since: 'v12' },
  ),
  'LOADER-13': find.must(
    'When several modules have registered a type, the loader MUST register with the one whose BTF has the lowest id, and not with the others.',
    { since: 'v12' },
  ),
  'LOADER-14': modules.must(
    'When a module was unloaded and loaded again, the loader MUST find its new BTF, though a program still holds the old one.',
    { since: 'v12', with: '146bd2a87a65' },
  ),
  'LOADER-15': find.must('A type that vmlinux describes MUST be taken from there, whatever the modules describe.', {
    unobservable: 'no module of the suite describes a type of vmlinux',
  }),
  'LOADER-16': load.must(
    'When several modules have registered a type, the programs MUST be loaded for the BTF that the map is created for.',
    { since: 'v12' },
  ),
  'LOADER-17': modules.must(
    'The BTF of a module that was unloaded MUST NOT be found, though a program still holds it: the loader fails with -ESRCH.',
    { since: 'v12', with: '146bd2a87a65' },
  ),
  'LOADER-18': attach.must(
    'When the type has registered values already, those of other loaders among them, the loader MUST add its own and leave them as they are.',
    { since: 'v12' },
  ),
  'LOADER-19': unregister.must(
    'Unregistering a map with BPF_F_LINK MUST fail with -EOPNOTSUPP and leave its links as they are.',
    { origin: ['68b04864ca42'], since: '6.6' },
  ),
  'LOADER-20': unregister.must(
    'Unregistering a map again, while something still holds it, MUST fail with -EINPROGRESS and call nothing.',
  ),
  'LOADER-21': modules.observed(
    'The BTF of a module that was unloaded is found as long as something holds it, before that of a later load; the map is refused with -EINVAL.',
    { origin: ['9e926acda0c2'], since: 'v12', without: '146bd2a87a65' },
  ),
} as const;
