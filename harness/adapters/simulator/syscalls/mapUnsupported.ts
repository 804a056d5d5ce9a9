// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The operations of map.* that struct_ops maps do not have, after the checks that come first all the same.
import { mapBatch, mapMmap, mapNest } from '../../../../spec';
import { EACCES, EBADF, ENODEV, ENOTSUPP, EPERM } from '../kernel/errno';
import { BpfMap, mapByFd } from '../kernel/map';
import { returned, syscall } from './handler';
import { mapAccess } from './mapAccess';

/** What each verb wants to do: bpf_map_do_batch(), map_lookup_and_delete_elem(). */
const VERBS = {
  lookup: { reads: true, writes: false },
  update: { reads: false, writes: true },
  delete: { reads: false, writes: true },
  lookup_and_delete: { reads: true, writes: true },
  lookup_and_delete_elem: { reads: true, writes: true },
} as const;

export const MAP_UNSUPPORTED_SYSCALLS = [
  syscall(mapBatch, (process, args) => {
    const access = mapAccess(process, args.map);
    if (typeof access === 'number') return returned(access);
    const { reads, writes } = VERBS[args.verb];
    if ((reads && !access.canRead) || (writes && !access.canWrite)) return returned(-EPERM);
    return returned(-ENOTSUPP);
  }),

  // do_mmap() with PROT_READ and MAP_SHARED, then bpf_map_mmap().
  syscall(mapMmap, (process, args) => {
    const file = process.kernel.files.fdget(process.fd(args.map));
    if (file === undefined) return returned(-EBADF);
    if (!file.canRead) return returned(-EACCES);
    return returned(file.privateData instanceof BpfMap ? -ENOTSUPP : -ENODEV);
  }),

  // bpf_map_meta_alloc()
  syscall(mapNest, (process, args) => {
    const inner = mapByFd(process.kernel.files, process.fd(args.map));
    return returned(typeof inner === 'number' ? inner : -ENOTSUPP);
  }),
];
