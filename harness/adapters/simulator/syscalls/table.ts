// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Every operation of the vocabulary, by name, and what carries it out.
import { BTF_SYSCALLS } from './btf';
import { type Handler, type Syscall } from './handler';
import { objectInfoSyscall } from './info';
import { LINK_SYSCALLS } from './link';
import { MAP_SYSCALLS } from './map';
import { mapCreateSyscall } from './mapCreate';
import { MAP_UNSUPPORTED_SYSCALLS } from './mapUnsupported';
import { MODULE_SYSCALLS } from './module';
import { OBJECT_SYSCALLS } from './object';
import { PROG_SYSCALLS } from './prog';
import { quiesceSyscall } from './quiesce';

export interface Entry {
  readonly handle: Handler;
  /** Tells operations apart for a scheduler. */
  readonly code: number;
}

const SYSCALLS: readonly Syscall[] = [
  ...MODULE_SYSCALLS,
  quiesceSyscall,
  ...BTF_SYSCALLS,
  ...PROG_SYSCALLS,
  mapCreateSyscall,
  ...MAP_SYSCALLS,
  ...MAP_UNSUPPORTED_SYSCALLS,
  ...LINK_SYSCALLS,
  ...OBJECT_SYSCALLS,
  objectInfoSyscall,
];

export const SYSCALL_TABLE: ReadonlyMap<string, Entry> = new Map(
  SYSCALLS.map(({ op, handle }, index) => [op, { handle, code: index + 1 }]),
);
