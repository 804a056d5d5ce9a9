// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Getting at a map and at what its descriptor permits: __bpf_map_get(), map_get_sys_perms() (kernel/bpf/syscall.c).
import { EBADF, EINVAL } from '../kernel/errno';
import { mapByFd } from '../kernel/map';
import { StructOpsMap } from '../kernel/structOpsMap';
import { type Process } from './process';

export interface MapAccess {
  readonly map: StructOpsMap;
  readonly canRead: boolean;
  readonly canWrite: boolean;
}

/** struct_ops maps cannot be frozen, so the file's mode is all that counts. */
export function mapAccess(process: Process, argument: string): MapAccess | number {
  const { core, files } = process.kernel;
  const fd = process.fd(argument);
  const map = mapByFd(files, fd);
  if (map === -EBADF && core.faults.has('closed-map-einval')) return -EINVAL;
  if (map === -EINVAL && core.faults.has('not-a-map-ebadf')) return -EBADF;
  if (typeof map === 'number') return map;
  const file = files.fdget(fd);
  if (!(map instanceof StructOpsMap) || file === undefined) return -EINVAL;
  return { map, canRead: file.canRead, canWrite: file.canWrite };
}
