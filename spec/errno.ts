// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Error numbers as the kernel's ABI has them on every architecture that this suite knows.

/**
 * Name to number. ENOTSUPP (524) is the kernel-internal number that struct_ops lets out to user space;
 * it is not EOPNOTSUPP (95). Source: include/uapi/asm-generic/errno*.h, include/linux/errno.h.
 */
export const ERRNO = {
  EPERM: 1,
  ENOENT: 2,
  ESRCH: 3,
  EINTR: 4,
  EIO: 5,
  E2BIG: 7,
  ENOEXEC: 8,
  EBADF: 9,
  EAGAIN: 11,
  ENOMEM: 12,
  EACCES: 13,
  EFAULT: 14,
  EBUSY: 16,
  EEXIST: 17,
  ENODEV: 19,
  EINVAL: 22,
  ENFILE: 23,
  EMFILE: 24,
  ENOSPC: 28,
  ENOLINK: 67,
  EOPNOTSUPP: 95,
  EBADFD: 77,
  EINPROGRESS: 115,
  ENOTSUPP: 524,
} as const;

export type Errno = keyof typeof ERRNO;

const NAMES = new Map<number, string>(Object.entries(ERRNO).map(([name, number]) => [number, name]));

/** `-22` is `-EINVAL`; a number without a name and a non-negative one print as digits. */
export function formatReturn(ret: number): string {
  const name = ret < 0 ? NAMES.get(-ret) : undefined;
  return name === undefined ? String(ret) : `-${name}`;
}
