// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Loaders: what libbpf makes of the system calls, as bpftool shows it.
import { from } from './clause';

const find = from('tools/lib/bpf/libbpf.c: find_struct_ops_kern_types(), find_ksym_btf_id()', '9e926acda0c2');
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
    'When the map is refused, as for a type that the first BTF to describe it has not registered, the loader MUST fail with that errno and leave nothing.',
  ),
  'LOADER-03': attach.must(
    'When BPF_MAP_UPDATE_ELEM is refused the loader MUST fail with its errno, and its map and programs go with the process.',
  ),
  'LOADER-04': attach.must('When BPF_LINK_CREATE is refused the loader MUST fail with its errno and leave nothing.', {
    origin: ['8d1608d70927'],
    since: 'v12',
  }),
  'LOADER-05': register.must(
    'When the path of the pin exists the loader MUST fail with -EEXIST, after the link was created and before the process ends it.',
    { since: 'v12' },
  ),
  'LOADER-06': register.must('A link that is not pinned MUST be unregistered when the process ends.', { since: 'v12' }),
  'LOADER-07': register.must('A pinned link, and its map, MUST stay registered after the process.', { since: 'v12' }),
  'LOADER-08': register.must('A map without BPF_F_LINK MUST stay registered after the process.', {
    origin: ['65c93628599d'],
  }),
  'LOADER-09': unregister.must('Unregistering by an id that no map has MUST fail with -ENOENT.'),
  'LOADER-10': unregister.must(
    'Unregistering MUST fail with the errno of BPF_MAP_DELETE_ELEM when that refuses the map.',
  ),
  'LOADER-11': unregister.must(
    'Unregistering an INUSE map MUST call unreg() before it returns, and let go of the registration.',
  ),
} as const;
