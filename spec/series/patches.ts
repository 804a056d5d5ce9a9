// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The fourteen patches of "Registrating struct_ops types from modules", v12, and the commits that they became.
import { CLAUSES, CLAUSE_IDS, type ClauseId, type CommitHash } from '../clauses';

export interface Patch {
  readonly number: number;
  /** Subject as posted in v12; the commit's may differ. */
  readonly posted: string;
  readonly commit: CommitHash;
  /** What somebody outside may expect of it. */
  readonly promise: string;
}

/** Title, commit and promise of each, in the order of v12. */
const table: readonly (readonly [string, CommitHash, string])[] = [
  [
    'bpf: refactory struct_ops type initialization to a function.',
    '3b1f89e747cd',
    'Types are initialised one by one: one that fails its checks is left out, and the others are not harmed.',
  ],
  [
    'bpf: get type information with BPF_ID_LIST',
    '95678395386d',
    'A member of type struct module * is recognised by an id that is known since the kernel was built.',
  ],
  [
    'bpf, net: introduce bpf_struct_ops_desc.',
    '4c5763ed996a',
    "What the core knows of a type is kept apart from the module's part; two types are one when their descriptor is.",
  ],
  ['bpf: add struct_ops_tab to btf.', 'e61995111a76', 'Each BTF object has a table of its types, which can grow.'],
  [
    'bpf: make struct_ops_map support btfs other than btf_vmlinux.',
    '47f4f657acd5',
    "A map's value is checked, and shown, by the BTF that its type belongs to.",
  ],
  [
    'bpf: lookup struct_ops types from a given module BTF.',
    '689423db3bda',
    'A type is looked up in one given BTF, so that equal ids of different modules are different types.',
  ],
  [
    'bpf: pass attached BTF to the bpf_struct_ops subsystem',
    'fcc2c1fb0651',
    'User space names the BTF with a descriptor, for maps as for programs.',
  ],
  [
    'bpf: hold module for bpf_struct_ops_map.',
    'e3f87fdfed7b',
    'A map holds the module of its type from creation to free, and a module that is not live gets no maps or programs.',
  ],
  [
    'bpf: validate value_type',
    '612d087d4ba5',
    'A type whose value struct is not the common value and the struct of the type is refused.',
  ],
  [
    'bpf, net: switch to dynamic registration',
    'f6be98d19985',
    'Types are registered at run time, and whoever registers one learns why it is refused.',
  ],
  [
    'libbpf: Find correct module BTFs for struct_ops maps and progs.',
    '9e926acda0c2',
    "Loaders look for a type in vmlinux and in every module, and use that module's BTF.",
  ],
  [
    'bpf: export btf_ctx_access to modules.',
    '7c81c2490c73',
    "A module can let its type's programs read their arguments by BTF.",
  ],
  [
    'selftests/bpf: test case for register_bpf_struct_ops().',
    '0253e0590e2d',
    'A type that a module registers in its init function can be loaded, attached and called.',
  ],
  [
    'bpf: pass btf object id in bpf_map_info.',
    '1338b9334658',
    'A map tells the id of the BTF that its type belongs to.',
  ],
];

export const PATCHES: readonly Patch[] = table.map(([posted, commit, promise], index) => ({
  number: index + 1,
  posted,
  commit,
  promise,
}));

/** The clauses that come from a patch. */
export const clausesOfPatch = ({ commit }: Patch): readonly ClauseId[] =>
  CLAUSE_IDS.filter((id) => CLAUSES[id].origin.includes(commit));
