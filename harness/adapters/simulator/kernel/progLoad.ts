// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// BPF_PROG_LOAD: bpf_prog_load() (kernel/bpf/syscall.c).
import { type Faults } from '../faults';
import { type Btf, btfByFd } from './btf';
import { E2BIG, EFAULT, EINVAL, ENOTSUPP, EPERM } from './errno';
import { type Kernel } from './kernel';
import { BpfProg, type Instructions, type ProgType, progByFd, progNewFd } from './prog';
import { type Call, then } from './thread';
import { bpfCheck } from './verifier';

export const BTF_MAX_TYPE = 0xfffff;

/** The fields of union bpf_attr that the command reads. */
export interface ProgLoadAttr {
  readonly progType: ProgType;
  readonly unknownFlags: boolean;
  readonly sleepable: boolean;
  /** 'fault': the pointer is bad; 'empty': insn_cnt is 0. */
  readonly insns: Instructions | 'fault' | 'empty';
  readonly gplCompatible: boolean;
  readonly nameIsValid: boolean;
  readonly attachBtfObjFd: number;
  readonly attachBtfId: number;
  readonly expectedAttachType: number;
  /** Descriptors that fd_array_cnt promises where fd_array is NULL. */
  readonly countsDescriptors: boolean;
}

export function bpfProgLoad(kernel: Kernel, attr: ProgLoadAttr, capable: boolean): Call<number> {
  if (attr.unknownFlags) return -EINVAL;
  // sysctl_unprivileged_bpf_disabled
  const { core, progIdr } = kernel;
  const { faults } = core;
  if (!capable && !faults.has('prog-load-needs-no-cap')) return -EPERM;
  if (attr.insns === 'empty') return faults.has('empty-prog-einval') ? -EINVAL : -E2BIG;
  const target = attachTarget(kernel, attr);
  if (typeof target === 'number') return target;
  const invalid = checkAttach(attr, target, faults);
  if (invalid !== 0) return invalid;
  if (attr.insns === 'fault') return -EFAULT;
  if (!attr.nameIsValid) return -EINVAL;

  const attach = { btf: target.btf, btfId: attr.attachBtfId, expectedAttachType: attr.expectedAttachType };
  if (!faults.has('prog-holds-no-btf')) target.btf?.get();
  const prog = new BpfProg(core, progIdr, attr.progType, attach, attr.insns, attr.sleepable, attr.gplCompatible);
  // process_fd_array()
  if (attr.countsDescriptors) return install(kernel, prog, -EFAULT);
  return then(bpfCheck(kernel, prog), (err) => install(kernel, prog, err));
}

function install({ files }: Kernel, prog: BpfProg, err: number): number {
  if (err < 0) {
    prog.discard();
    return err;
  }
  prog.allocId();
  return progNewFd(files, prog);
}

interface Target {
  readonly btf: Btf | undefined;
  /** The descriptor was that of a program. */
  readonly dstProg: boolean;
}

/** What attach_btf_obj_fd, which is attach_prog_fd as well, refers to; 0 is no descriptor here. */
function attachTarget(kernel: Kernel, attr: ProgLoadAttr): Target | number {
  if (attr.attachBtfObjFd === 0) return { btf: attr.attachBtfId === 0 ? undefined : kernel.vmlinux, dstProg: false };
  const prog = progByFd(kernel.files, attr.attachBtfObjFd);
  if (typeof prog !== 'number') return { btf: undefined, dstProg: true };
  const btf = btfByFd(kernel.files, attr.attachBtfObjFd);
  // Not the errno that the descriptor deserves.
  const { faults } = kernel.core;
  if (typeof btf === 'number') return faults.has('closed-attach-btf-ebadf') ? btf : -EINVAL;
  if (!btf.kernelBtf) return faults.has('user-btf-prog-einval') ? -EINVAL : -ENOTSUPP;
  return { btf, dstProg: false };
}

/** bpf_prog_load_check_attach() */
function checkAttach(attr: ProgLoadAttr, target: Target, faults: Faults): number {
  if (attr.attachBtfId > BTF_MAX_TYPE && !faults.has('huge-type-id-accepted')) return -EINVAL;
  if (target.btf !== undefined && attr.attachBtfId === 0) return -EINVAL;
  return target.dstProg ? -EINVAL : 0;
}
