// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Error numbers as the kernel's sources spell them: `return -EINVAL`.
import { ERRNO } from '../../../../spec';

export const {
  EPERM,
  ENOENT,
  EIO,
  E2BIG,
  EBADF,
  EBADFD,
  EAGAIN,
  EACCES,
  EFAULT,
  EBUSY,
  EEXIST,
  ENODEV,
  EINVAL,
  ENOLINK,
  EOPNOTSUPP,
  EINPROGRESS,
  ENOTSUPP,
} = ERRNO;

/** include/uapi/asm-generic/errno-base.h; what soc_reg() of the test module says of a missing owner. */
export const ENXIO = 6;
