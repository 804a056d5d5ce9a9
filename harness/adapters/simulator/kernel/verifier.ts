// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The parts of bpf_check() that programs of the vocabulary can fail in (kernel/bpf/verifier.c).
import { type Btf } from './btf';
import { type BtfMember } from './btfTypes';
import { type Core } from './core';
import { EACCES, EINVAL, ENOTSUPP, EOPNOTSUPP } from './errno';
import { type Kernel } from './kernel';
import { mapByFd } from './map';
import { type Module } from './module';
import { type BpfProg, PROG_TYPE } from './prog';
import { bpfStructOpsSupported, type StructOpsDesc } from './structOpsDesc';
import { type Call, isThread, then, type Thread } from './thread';

/** struct bpf_verifier_env */
interface Env {
  readonly kernel: Kernel;
  readonly prog: BpfProg;
  /** Held until the program is checked. */
  attachBtfMod: Module | null;
}

export function bpfCheck(kernel: Kernel, prog: BpfProg): Call<number> {
  const env: Env = { kernel, prog, attachBtfMod: null };
  const { faults, features } = kernel.core;
  const attachLast = features.attachCheckedAfterCfg && !faults.has('attach-before-cfg');
  return then(checkAll(env, attachLast ? ATTACH_LAST : ATTACH_FIRST, 0), (err) => {
    const keeps = err === 0 ? 'prog-load-keeps-module' : 'failed-prog-load-keeps-module';
    if (!faults.has(keeps)) env.attachBtfMod?.put();
    return err;
  });
}

/** The first step that fails decides. */
function checkAll(env: Env, steps: readonly Step[], first: number): Call<number> {
  for (let index = first; index < steps.length; index++) {
    const err = steps[index]?.(env) ?? 0;
    if (isThread(err)) return then(err, (later) => (later === 0 ? checkAll(env, steps, index + 1) : later));
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
function checkAttachBtfId(env: Env): Call<number> {
  const { kernel, prog } = env;
  // There is nothing to attach to.
  if (prog.type === PROG_TYPE.SYSCALL) return prog.sleepable ? 0 : -EINVAL;
  const { faults, features } = kernel.core;
  const maySleep = features.sleepableStructOps && !faults.has('sleepable-refused');
  if (prog.sleepable && !maySleep) return -EINVAL;
  return checkStructOpsBtfId(env);
}

/** check_struct_ops_btf_id() */
function checkStructOpsBtfId(env: Env): Call<number> {
  const { prog, kernel } = env;
  const { faults } = kernel.core;
  if (!mayAttach(env) && !faults.has('license-checked-last')) return -EINVAL;
  const { btf, btfId } = prog.attach;
  if (btfId === 0 || btf === undefined) return faults.has('attach-zero-einval') ? -EINVAL : -ENOTSUPP;
  const searched = searchedBtf(kernel, btf);
  if (!searched.isModule) return checkType(env, searched);
  return then(kernel.btfModules.tryGetModule(searched), (module) =>
    kernel.core.preemptible ? checkLater(env, searched, module) : checkWithModule(env, searched, module),
  );
}

const mayAttach = ({ prog, kernel }: Env): boolean => prog.gplCompatible || kernel.core.faults.has('license-unchecked');

/** The BTF that was given or, where only vmlinux has types, that of vmlinux. */
const searchedBtf = ({ core: { faults, features }, vmlinux }: Kernel, btf: Btf): Btf =>
  features.moduleTypes && !faults.has('verifier-finds-in-vmlinux') ? btf : vmlinux;

function* checkLater(env: Env, btf: Btf, module: Module | null): Thread<number> {
  const early = env.kernel.core.faults.has('prog-load-puts-module-early');
  if (early) module?.put();
  yield 'check_struct_ops_btf_id: find the type';
  const err = checkWithModule(env, btf, module);
  if (early) env.attachBtfMod = null;
  yield 'bpf_check: go on';
  return err;
}

function checkWithModule(env: Env, btf: Btf, module: Module | null): number {
  env.attachBtfMod = module;
  if (module !== null) return checkType(env, btf);
  return env.kernel.core.faults.has('dead-module-prog-einval') ? -EINVAL : -ENOTSUPP;
}

function checkType(env: Env, btf: Btf): number {
  const desc = btf.findStructOps(env.prog.attach.btfId);
  if (desc === undefined) return env.kernel.core.faults.has('prog-type-eopnotsupp') ? -EOPNOTSUPP : -ENOTSUPP;
  return mayAttach(env) ? checkMember(env, desc) : -EINVAL;
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

type Step = (env: Env) => Call<number>;
const ATTACH_LAST: readonly Step[] = [resolvePseudoLdimm64, checkCfg, checkAttachBtfId, doCheck];
const ATTACH_FIRST: readonly Step[] = [checkAttachBtfId, resolvePseudoLdimm64, checkCfg, doCheck];
