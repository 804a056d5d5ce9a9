// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The errno behind what a command says: tools tell it as the C library's text, seldom as a number.
import { ERRNO, type Errno } from '../../../spec';

/** strerror(3) of the C locale, and how some tools put it in words of their own. */
const WORDS: readonly (readonly [string, Errno])[] = [
  ['Operation not permitted', 'EPERM'],
  ['No such file or directory', 'ENOENT'],
  ['No such process', 'ESRCH'],
  ['Interrupted system call', 'EINTR'],
  ['Input/output error', 'EIO'],
  ['Argument list too long', 'E2BIG'],
  ['Exec format error', 'ENOEXEC'],
  ['Bad file descriptor', 'EBADF'],
  ['Resource temporarily unavailable', 'EAGAIN'],
  ['Cannot allocate memory', 'ENOMEM'],
  ['Permission denied', 'EACCES'],
  ['Bad address', 'EFAULT'],
  ['Device or resource busy', 'EBUSY'],
  ['File exists', 'EEXIST'],
  ['No such device', 'ENODEV'],
  ['Invalid argument', 'EINVAL'],
  ['No space left on device', 'ENOSPC'],
  ['Link has been severed', 'ENOLINK'],
  ['Operation not supported', 'EOPNOTSUPP'],
  ['File descriptor in bad state', 'EBADFD'],
  ['Operation now in progress', 'EINPROGRESS'],
  ['Unknown error 524', 'ENOTSUPP'],
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
  ['invalid parameters', 'EINVAL'],
  // insmod and rmmod of kmod.
  ['Unknown symbol in module', 'ENOENT'],
  ['Invalid parameters', 'EINVAL'],
  ['is in use', 'EAGAIN'],
  ['is not currently loaded', 'ENOENT'],
];

/** -errno as a message gives it; undefined when it gives none. */
export function errnoIn(message: string): number | undefined {
  // libbpf of bpftool 7.5: "failed to create: unknown error (-524)(-524)".
  const number = /\((-\d+)\)$/m.exec(message)?.[1];
  if (number !== undefined) return Number(number);
  const found = WORDS.find(([words]) => message.includes(words));
  return found && -ERRNO[found[1]];
}
