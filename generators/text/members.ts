// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The names of all members that a struct_ops type of the vocabulary has.
import { MODULES, typesOf } from '../../spec';

export const MEMBER_NAMES: readonly string[] = [
  ...new Set(
    [...MODULES, 'vmlinux'].flatMap((btf) => typesOf(btf).flatMap((type) => type.members.map(({ name }) => name))),
  ),
];
