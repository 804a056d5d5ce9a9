// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What is known of one defect.
import { type ProfileName } from '../../../../spec';

/** One defect, under its name in the registry of an area. */
export interface Defect {
  /** What is then wrong. */
  readonly description: string;
  /** Where a real kernel had it or could have it: a changelog, a commit, a review, or the operator that makes it. */
  readonly source: string;
  /** The version in which it shows; the default one when it is left out. */
  readonly kernel?: ProfileName;
}

export type Defects = Readonly<Record<string, Defect>>;

export const STRUCT_OPS = 'kernel/bpf/bpf_struct_ops.c';
export const SYSCALL = 'kernel/bpf/syscall.c';
export const BTF = 'kernel/bpf/btf.c';
export const VERIFIER = 'kernel/bpf/verifier.c';
export const INODE = 'kernel/bpf/inode.c';
export const MODULE = 'kernel/module/main.c';
