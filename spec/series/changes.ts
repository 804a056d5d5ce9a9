// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The changelog of the cover letter (v12), entry by entry, newest version first as in the letter.
import { by, nowhere, type Shown } from './shown';

export type Change = Shown & {
  /** The version that the change was made to. */
  readonly from: string;
  readonly change: string;
};

const BUILD = 'it concerns the build, not what the kernel does';
const SELFTEST = "it concerns the kernel's own test, not what the kernel does";
const ORDER = 'patches were cut or ordered differently, with the same result';
const NAMES = 'names and argument orders inside the kernel';
const CONFIG = 'needs a kernel that is configured without BPF_JIT';

const since = (from: string, changes: Readonly<Record<string, Shown>>): readonly Change[] =>
  Object.entries(changes).map(([change, shown]) => ({ from, change, ...shown }));

export const CHANGES: readonly Change[] = [
  ...since('v11', {
    'Maps hold a reference on the module only, and none on its BTF.': by('MOD-INFO-01', 'MOD-UNLOAD-10', 'MOD-BTF-03'),
    'Warning messages are corrected.': nowhere('nothing promises the wording of the kernel log'),
    'Needless conditions on CONFIG_BPF_JIT are gone.': nowhere(CONFIG),
    'The message of patch 7 tells how a BTF is passed and handled.': nowhere('a commit message'),
    'A map holds the module that defines its type from allocation to free.': by(
      'MAP-CREATE-32',
      'MOD-UNLOAD-08',
      'RELEASE-01',
      'RELEASE-04',
    ),
    'The selftest traces the free of a map to wait for the release of bpf_testmod.': nowhere(SELFTEST),
    'bpf_map_info has the id of the BTF.': by('INFO-MAP-01'),
  }),
  ...since('v10', {
    'btf.c is guarded against CONFIG_BPF_JIT=n.': by('REG-01'),
    'A warning about an unused label is fixed.': nowhere(BUILD),
  }),
  ...since('v9', {
    'kern_sync_rcu() is left as it was.': nowhere(SELFTEST),
    "The selftest waits for the old BTF of the module, which may outlive the module, lest it be taken for the new one's.":
      by('MOD-BTF-01', 'MOD-BTF-02', 'MOD-BTF-03', 'MAP-CREATE-18', 'PROG-LOAD-19'),
    'Patch 5 is split from patch 4.': nowhere(ORDER),
    'Patches 7 and 8 change places.': nowhere(ORDER),
    'A missing header is included.': nowhere(BUILD),
  }),
  ...since('v8', {
    'bpf_struct_ops_init_one() becomes bpf_struct_ops_desc_init().': nowhere(NAMES),
    'BTF_ID_LIST moves to patch 2.': nowhere(ORDER),
    'The lookup of types in a given BTF moves to a patch of its own.': nowhere(ORDER),
    'Maps keep a pointer to their BTF.': by('MAP-UPDATE-08', 'MAP-UPDATE-09', 'PIN-READ-03', 'INFO-MAP-01'),
    'Removal of modules is tested.': by('MOD-UNLOAD-08', 'MOD-UNLOAD-10', 'MAP-CREATE-18', 'PROG-LOAD-19'),
    'A type is initialised as part of being added to the table.': by('REG-29', 'REG-32'),
  }),
  ...since('v7', {
    'Programs are checked against the BTF that they attach to instead of that of vmlinux.': by(
      'PROG-LOAD-20',
      'PROG-LOAD-21',
      'PROG-LOAD-22',
      'PROG-LOAD-27',
    ),
  }),
  ...since('v6', {
    'A module that cannot be held gives -EINVAL.': by('MAP-CREATE-18'),
    'The initialisation of a type returns an error.': by('REG-11', 'REG-13', 'REG-29'),
    'A dependency between test helpers is fixed.': nowhere(BUILD),
  }),
  ...since('v5', {
    'What must outlive the module of a type moves to bpf_struct_ops_desc.': by(
      'LINK-UPDATE-10',
      'RELEASE-04',
      'LOG-01',
    ),
    'Swapped arguments in patch 3 are corrected.': by('MAP-CREATE-32', 'PROG-LOAD-27'),
    'The owner comes from the type and is no argument.': nowhere(NAMES),
    'The module is held before its types are looked up.': by('MAP-CREATE-18', 'PROG-LOAD-19'),
    'One function registers, and lives in btf.c.': nowhere(NAMES),
    'Two functions of libbpf get their names back.': nowhere(NAMES),
  }),
  ...since('v4', { 'A dependency between test objects is fixed.': nowhere(BUILD) }),
  ...since('v3', {
    'Comments of the review are followed.': nowhere('it says no more than that'),
    'The BTF is the first argument.': nowhere(NAMES),
    'A module is held through its BTF, since the pointer to it may be stale while the BTF is held.': by(
      'MAP-CREATE-18',
      'PROG-LOAD-19',
    ),
    'State and reference count move into a struct of their own, so that they can be validated.': by('REG-15'),
    'bpf_testmod registers its type in its init function.': by('MOD-LOAD-09'),
    'The field is called value_type_btf_obj_fd.': nowhere('the name of a field; its place is what counts'),
    'BTF objects are let go of on errors.': by('MOD-INFO-01', 'MOD-UNLOAD-10', 'LEAK-01'),
    'Maps hold their module and so keep it from being removed.': by('MOD-UNLOAD-08', 'MOD-INFO-01'),
    "libbpf's maps keep a descriptor of the module's BTF.": by('LOADER-01', 'LOADER-13', 'LOADER-16'),
    'kern_sync_rcu() of the selftests waits for RCU Tasks Trace.': nowhere(SELFTEST),
    'Patches are merged and ordered anew.': nowhere(ORDER),
  }),
  ...since('v2', {
    'The array of types gives way to a table for each BTF.': by(
      'REG-06',
      'REG-07',
      'REG-30',
      'REG-31',
      'MAP-CREATE-20',
    ),
    'The members of a value struct are validated.': by('REG-14', 'REG-15', 'REG-16'),
  }),
];
