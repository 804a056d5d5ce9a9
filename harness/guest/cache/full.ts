// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A disk without room for the cache.
import { Unavailable } from '../../errors';

const FULL: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT']);

/** The same error in words that say what to do, when it is that the disk is full; commands that we run say so in text. */
export function diskFull(error: unknown, cache: string): Unavailable | undefined {
  if (!(error instanceof Error)) return undefined;
  const isFull = 'code' in error && FULL.has(error.code);
  if (!isFull && !/No space left on device|Disk quota exceeded/.test(error.message)) return undefined;
  return new Unavailable(
    `no space is left for the cache in ${cache}`,
    'struct-ops-conformance kernels prune, or STRUCT_OPS_CONFORMANCE_CACHE=DIR on another disk',
  );
}
