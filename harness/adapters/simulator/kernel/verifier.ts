// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The parts of bpf_check() that struct_ops programs of the vocabulary can fail in (kernel/bpf/verifier.c).
import { EACCES, EINVAL, ENOTSUPP } from './errno';
import { type Kernel } from './kernel';
import { mapByFd } from './map';
import { type BpfProg } from './prog';
import { bpfStructOpsSupported, type StructOpsDesc } from './structOpsDesc';

export function bpfCheck(kernel: Kernel, prog: BpfProg): number {
  const { instructions } = prog;
  // resolve_pseudo_ldimm64(), then check_map_prog_compatibility(), which refuses every struct_ops map.
  if (instructions.kind === 'map') {
    const map = mapByFd(kernel.files, instructions.fd);
    return typeof map === 'number' ? map : -EINVAL;
  }
  // check_subprogs(): the last instruction is no exit.
  if (instructions.kind === 'unreachable') return -EINVAL;
  return checkStructOpsBtfId(kernel, prog);
}

/** check_struct_ops_btf_id(), with the module held until the program is checked. */
function checkStructOpsBtfId(kernel: Kernel, prog: BpfProg): number {
  if (!prog.gplCompatible) return -EINVAL;
  const { btf, btfId } = prog.attach;
  if (btfId === 0 || btf === undefined) return -ENOTSUPP;
  const module = btf.isModule ? kernel.btfModules.tryGetModule(btf) : undefined;
  if (module === null) return -ENOTSUPP;
  const desc = btf.structOpsTab?.find(btfId);
  const err = desc === undefined ? -ENOTSUPP : checkMember(desc, prog);
  module?.put();
  return err;
}

function checkMember(desc: StructOpsDesc, prog: BpfProg): number {
  const member = desc.type.members[prog.attach.expectedAttachType];
  if (member?.type.kind !== 'function') return -EINVAL;
  const unsupported = bpfStructOpsSupported(desc.stOps, member.name);
  if (unsupported !== 0) return unsupported;
  const refused = desc.stOps.checkMember?.(member, prog) ?? 0;
  return refused === 0 ? doCheck(prog) : refused;
}

/**
 * do_check(): what the instructions do with the registers they have. A program may return a pointer argument as it is,
 * since whoever may load struct_ops programs may leak pointers (check_return_code(), allow_ptr_leaks).
 */
const doCheck = (prog: BpfProg): number => (prog.instructions.kind === 'uninitialised' ? -EACCES : 0);
