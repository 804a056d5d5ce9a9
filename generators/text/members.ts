// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The names of all members that a struct_ops type of the vocabulary has in some profile.
import { MODULES, typesOf } from '../../spec';

export const MEMBER_NAMES: readonly string[] = [
  ...new Set(
    [...MODULES, 'vmlinux']
      .flatMap(typesOf)
      .flatMap(({ members, elsewhere }) => [...members, ...(elsewhere?.members ?? [])])
      .map(({ name }) => name),
  ),
];
