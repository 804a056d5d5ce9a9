// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// BPF_PROG_ASSOC_STRUCT_OPS: prog_assoc_struct_ops() (kernel/bpf/syscall.c).
import { EINVAL } from './errno';
import { type Kernel } from './kernel';
import { mapByFd } from './map';
import { PROG_TYPE, progByFd } from './prog';
import { StructOpsMap } from './structOpsMap';

export function progAssocStructOps(kernel: Kernel, progFd: number, mapFd: number, flags: boolean): number {
  // __sys_bpf() does not know the command.
  if (!kernel.core.features.assocStructOps) return -EINVAL;
  if (flags) return -EINVAL;
  const prog = progByFd(kernel.files, progFd);
  if (typeof prog === 'number') return prog;
  if (prog.type === PROG_TYPE.STRUCT_OPS && !kernel.core.faults.has('assoc-struct-ops-prog')) return -EINVAL;
  const map = mapByFd(kernel.files, mapFd);
  if (typeof map === 'number') return map;
  return map instanceof StructOpsMap ? prog.assocStructOps(map) : -EINVAL;
}
