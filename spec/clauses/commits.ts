// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The commits that clauses come from, by the first twelve digits of their hash in Linus' tree.

export interface Commit {
  /** Subject line. */
  readonly title: string;
  /** Number in the series "Registrating struct_ops types from modules" (v12), for its fourteen patches. */
  readonly patch?: number;
}

const table = {
  '3b1f89e747cd': { title: 'bpf: refactory struct_ops type initialization to a function.', patch: 1 },
  '95678395386d': { title: 'bpf: get type information with BTF_ID_LIST', patch: 2 },
  '4c5763ed996a': { title: 'bpf, net: introduce bpf_struct_ops_desc.', patch: 3 },
  e61995111a76: { title: 'bpf: add struct_ops_tab to btf.', patch: 4 },
  '47f4f657acd5': { title: 'bpf: make struct_ops_map support btfs other than btf_vmlinux.', patch: 5 },
  '689423db3bda': { title: 'bpf: lookup struct_ops types from a given module BTF.', patch: 6 },
  fcc2c1fb0651: { title: 'bpf: pass attached BTF to the bpf_struct_ops subsystem', patch: 7 },
  e3f87fdfed7b: { title: 'bpf: hold module refcnt in bpf_struct_ops map creation and prog verification.', patch: 8 },
  '612d087d4ba5': { title: 'bpf: validate value_type', patch: 9 },
  f6be98d19985: { title: 'bpf, net: switch to dynamic registration', patch: 10 },
  '9e926acda0c2': { title: 'libbpf: Find correct module BTFs for struct_ops maps and progs.', patch: 11 },
  '7c81c2490c73': { title: 'bpf: export btf_ctx_access to modules.', patch: 12 },
  '0253e0590e2d': { title: 'selftests/bpf: test case for register_bpf_struct_ops().', patch: 13 },
  '1338b9334658': { title: 'bpf: pass btf object id in bpf_map_info.', patch: 14 },
} as const;

/** A commit of the table. One that it lacks is a compile error wherever a clause cites it. */
export type CommitHash = keyof typeof table;
export const COMMITS: Readonly<Record<CommitHash, Commit>> = table;
