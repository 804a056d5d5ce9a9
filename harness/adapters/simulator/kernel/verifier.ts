// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The parts of bpf_check() that programs of the vocabulary can fail in (kernel/bpf/verifier.c).
import { EACCES, EINVAL, ENOTSUPP } from './errno';
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
  env.attachBtfMod?.put();
  return err;
}

/** The first step that fails decides. */
function checkAll(env: Env): number {
  const instructions = [resolvePseudoLdimm64, checkCfg];
  const steps = env.kernel.core.features.attachCheckedAfterCfg
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
  return typeof map === 'number' ? map : -EINVAL;
}

/** check_attach_btf_id() */
function checkAttachBtfId(env: Env): number {
  const { kernel, prog } = env;
  // There is nothing to attach to.
  if (prog.type === PROG_TYPE.SYSCALL) return prog.sleepable ? 0 : -EINVAL;
  if (prog.sleepable && !kernel.core.features.sleepableStructOps) return -EINVAL;
  return checkStructOpsBtfId(env);
}

/** check_struct_ops_btf_id() */
function checkStructOpsBtfId(env: Env): number {
  if (!env.prog.gplCompatible) return -EINVAL;
  const desc = findDesc(env);
  return typeof desc === 'number' ? desc : checkMember(env, desc);
}

/** The type in the BTF that was given or, where only vmlinux has types, in that of vmlinux. */
function findDesc(env: Env): StructOpsDesc | number {
  const { btf, btfId } = env.prog.attach;
  const { core, btfModules, vmlinux } = env.kernel;
  if (btfId === 0 || btf === undefined) return -ENOTSUPP;
  if (!core.features.moduleTypes) return vmlinux.structOpsTab?.find(btfId) ?? -ENOTSUPP;
  if (btf.isModule) {
    env.attachBtfMod = btfModules.tryGetModule(btf);
    if (env.attachBtfMod === null) return -ENOTSUPP;
  }
  return btf.structOpsTab?.find(btfId) ?? -ENOTSUPP;
}

function checkMember({ kernel, prog }: Env, desc: StructOpsDesc): number {
  const member = desc.type.members[prog.attach.expectedAttachType];
  if (member?.type.kind !== 'function') return -EINVAL;
  if (kernel.core.features.nullStubUnsupported) {
    const unsupported = bpfStructOpsSupported(desc.stOps, member.name);
    if (unsupported !== 0) return unsupported;
  }
  return desc.stOps.checkMember?.(member, prog) ?? 0;
}

/**
 * do_check(): what the instructions do with the registers they have. A program may return a pointer argument as it is,
 * since whoever may load struct_ops programs may leak pointers (check_return_code(), allow_ptr_leaks).
 */
const doCheck = ({ prog }: Env): number => (prog.instructions.kind === 'uninitialised' ? -EACCES : 0);
