// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The errno behind what a command says: tools tell it as the C library's text, seldom as a number.
import { ERRNO, type Errno } from '../../../spec';
import { STRERROR } from './strerror';

/** How some tools put it in words of their own. */
const OWN_WORDS: readonly (readonly [string, Errno])[] = [
  // libbpf: find_struct_ops_kern_types() logs this and returns -ESRCH.
  ['is not found in kernel BTF', 'ESRCH'],
  // bpftool: mount_bpffs_for_file() looks before it pins.
  ['already exists', 'EEXIST'],
  // Shells, when a file cannot be opened for writing.
  ['nonexistent directory', 'ENOENT'],
  ['Directory nonexistent', 'ENOENT'],
  // insmod of busybox: moderror().
  ['invalid module format', 'ENOEXEC'],
  ['unknown symbol in module, or unknown parameter', 'ENOENT'],
  ['module has wrong symbol version', 'ESRCH'],
  ['invalid parameters', 'EINVAL'],
  // insmod and rmmod of kmod.
  ['Unknown symbol in module', 'ENOENT'],
  ['Invalid parameters', 'EINVAL'],
  ['is in use', 'EAGAIN'],
  ['is not currently loaded', 'ENOENT'],
];

/** "No such device or address" is not "No such device". */
const WORDS = [...STRERROR, ...OWN_WORDS].toSorted(([one], [other]) => other.length - one.length);

/** -errno as a message gives it; undefined when it gives none. */
export function errnoIn(message: string): number | undefined {
  // libbpf of bpftool 7.5: "failed to create: unknown error (-524)(-524)".
  const number = /\((-\d+)\)$/m.exec(message)?.[1];
  if (number !== undefined) return Number(number);
  const unknown = /Unknown error (\d+)/.exec(message)?.[1];
  if (unknown !== undefined) return -Number(unknown);
  const found = WORDS.find(([words]) => message.includes(words));
  return found && -ERRNO[found[1]];
}
