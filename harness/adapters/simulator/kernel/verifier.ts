// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The parts of bpf_check() that programs of the vocabulary can fail in (kernel/bpf/verifier.c).
import { type BtfMember } from './btfTypes';
import { type Core } from './core';
import { EACCES, EINVAL, ENOTSUPP, EOPNOTSUPP } from './errno';
import { type Kernel } from './kernel';
import { mapByFd } from './map';
import { type Module } from './module';
import { type BpfProg, PROG_TYPE } from './prog';
import { bpfStructOpsSupported, type StructOpsDesc } from './structOpsDesc';

/** struct bpf_verifier_env */
interface Env {
  readonly kernel: Kernel;
  readonly prog: BpfProg;
  /** Held until the program is checked. */
  attachBtfMod: Module | null;
}

export function bpfCheck(kernel: Kernel, prog: BpfProg): number {
  const env: Env = { kernel, prog, attachBtfMod: null };
  const err = checkAll(env);
  const keeps = err === 0 ? 'prog-load-keeps-module' : 'failed-prog-load-keeps-module';
  if (!kernel.core.faults.has(keeps)) env.attachBtfMod?.put();
  return err;
}

/** The first step that fails decides. */
function checkAll(env: Env): number {
  const instructions = [resolvePseudoLdimm64, checkCfg];
  const { faults, features } = env.kernel.core;
  const attachLast = features.attachCheckedAfterCfg && !faults.has('attach-before-cfg');
  const steps = attachLast
    ? [...instructions, checkAttachBtfId]
    : [checkAttachBtfId, ...instructions];
  for (const step of [...steps, doCheck]) {
    const err = step(env);
    if (err !== 0) return err;
  }
  return 0;
}

/** check_cfg(): no path leads to an instruction. */
const checkCfg = ({ prog }: Env): number => (prog.instructions.kind === 'unreachable' ? -EINVAL : 0);

/** resolve_pseudo_ldimm64(), then check_map_prog_compatibility(), which refuses every struct_ops map. */
function resolvePseudoLdimm64({ kernel, prog }: Env): number {
  const { instructions } = prog;
  if (instructions.kind !== 'map') return 0;
  const map = mapByFd(kernel.files, instructions.fd);
  if (typeof map === 'number') return map;
  return kernel.core.faults.has('struct-ops-map-usable') ? 0 : -EINVAL;
}

/** check_attach_btf_id() */
function checkAttachBtfId(env: Env): number {
  const { kernel, prog } = env;
  // There is nothing to attach to.
  if (prog.type === PROG_TYPE.SYSCALL) return prog.sleepable ? 0 : -EINVAL;
  const { faults, features } = kernel.core;
  const maySleep = features.sleepableStructOps && !faults.has('sleepable-refused');
  if (prog.sleepable && !maySleep) return -EINVAL;
  return checkStructOpsBtfId(env);
}

/** check_struct_ops_btf_id() */
function checkStructOpsBtfId(env: Env): number {
  const { faults } = env.kernel.core;
  const mayAttach = env.prog.gplCompatible || faults.has('license-unchecked');
  if (!mayAttach && !faults.has('license-checked-last')) return -EINVAL;
  const desc = findDesc(env);
  if (typeof desc === 'number') return desc;
  return mayAttach ? checkMember(env, desc) : -EINVAL;
}

/** The type in the BTF that was given or, where only vmlinux has types, in that of vmlinux. */
function findDesc(env: Env): StructOpsDesc | number {
  const { btf, btfId } = env.prog.attach;
  const { core, btfModules, vmlinux } = env.kernel;
  const { faults } = core;
  if (btfId === 0 || btf === undefined) return faults.has('attach-zero-einval') ? -EINVAL : -ENOTSUPP;
  const searched = core.features.moduleTypes && !faults.has('verifier-finds-in-vmlinux') ? btf : vmlinux;
  if (searched.isModule) {
    env.attachBtfMod = btfModules.tryGetModule(searched);
    if (env.attachBtfMod === null) return faults.has('dead-module-prog-einval') ? -EINVAL : -ENOTSUPP;
  }
  return searched.findStructOps(btfId) ?? (faults.has('prog-type-eopnotsupp') ? -EOPNOTSUPP : -ENOTSUPP);
}

function checkMember({ kernel: { core }, prog }: Env, desc: StructOpsDesc): number {
  const { faults } = core;
  const { members } = desc.type;
  const index = prog.attach.expectedAttachType;
  if (index === members.length && faults.has('member-index-too-large'))
    core.oops(`KASAN: slab-out-of-bounds in check_struct_ops_btf_id: member ${index} of ${desc.type.name}`);
  const member = members[index];
  if (member === undefined) return -EINVAL;
  const unfit = checkStub(core, desc, member);
  if (unfit !== 0) return unfit;
  return faults.has('check-member-not-called') ? 0 : (desc.stOps.checkMember?.(member, prog) ?? 0);
}

/** Only functions have stubs, and those that have none take no programs. */
function checkStub({ faults, features }: Core, { stOps }: StructOpsDesc, member: BtfMember): number {
  if (member.type.kind !== 'function') return faults.has('data-member-attachable') ? 0 : -EINVAL;
  if (!features.nullStubUnsupported || faults.has('null-stub-attachable')) return 0;
  return bpfStructOpsSupported(stOps, member.name);
}

/**
 * do_check(): what the instructions do with the registers they have. A program may return a pointer argument as it is,
 * since whoever may load struct_ops programs may leak pointers (check_return_code(), allow_ptr_leaks).
 */
function doCheck({ kernel, prog }: Env): number {
  const reads = prog.instructions.kind === 'uninitialised';
  return reads && !kernel.core.faults.has('uninitialised-accepted') ? -EACCES : 0;
}
