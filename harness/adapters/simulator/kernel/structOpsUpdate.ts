// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// BPF_MAP_UPDATE_ELEM of a struct_ops map: bpf_struct_ops_map_update_elem() (kernel/bpf/bpf_struct_ops.c).
import { type BtfMember, hasHoles } from './btfTypes';
import { E2BIG, EBUSY, EINVAL } from './errno';
import { type Kernel } from './kernel';
import { TrampLink } from './link';
import { type BpfProg, PROG_TYPE, progByFd } from './prog';
import { STATE, type StructOpsMap } from './structOpsMap';
import { type Words } from './structOps';
import { type Features } from './version';

/** The value that a user passes in. */
export interface UserValue {
  readonly state: number;
  readonly refcnt: number;
  /** Which struct has a byte that is not zero and belongs to no member. */
  readonly hole: 'none' | 'value' | 'ops';
  readonly words: Words;
}

export function structOpsMapUpdateElem(
  kernel: Kernel,
  map: StructOpsMap,
  key: number,
  value: UserValue,
  flags: number,
): number {
  if (flags !== 0) return -EINVAL;
  if (key !== 0) return -E2BIG;
  const { valueType, type } = map.type.desc;
  // check_zero_holes(), of the value struct and then of the ops struct.
  if (value.hole === 'value' && hasHoles(valueType)) return -EINVAL;
  if (value.hole === 'ops' && hasHoles(type)) return -EINVAL;
  if (value.state !== 0 || value.refcnt !== 0) return -EINVAL;

  if (map.state !== STATE.INIT) return -EBUSY;
  for (const member of type.members) map.uwords[member.index] = value.words[member.index] ?? 0;
  const filled = fillMembers(kernel, map);
  if (filled !== 'filled') return resetUnlock(kernel, map, filled.err);
  const err = publish(map, kernel.core.features);
  return err === 0 ? 0 : resetUnlock(kernel, map, err);
}

/** 'filled', or what the call returns once it has put everything back. */
type Filled = 'filled' | { readonly err: number };

function fillMembers(kernel: Kernel, map: StructOpsMap): Filled {
  const { type, stOps } = map.type.desc;
  let err = 0;
  for (const member of type.members) {
    if (member.type.kind === 'module') {
      if (map.uwords[member.index] !== 0) {
        // 6.12 jumps to reset_unlock without setting err, and so returns what the last member left there.
        return { err: kernel.core.faults.has('update-owner-returns-success') ? err : -EINVAL };
      }
      map.kdata.ownerIsModule = true;
      continue;
    }
    err = stOps.initMember(type, member, map.kdata, map.uwords);
    if (err < 0) return { err };
    if (err > 0) continue;
    err = fillUnhandled(kernel, map, member);
    if (err < 0) return { err };
  }
  return 'filled';
}

/** A member that init_member() left to the core: it is a function pointer, or zero. */
function fillUnhandled(kernel: Kernel, map: StructOpsMap, member: BtfMember): number {
  const word = map.uwords[member.index] ?? 0;
  if (member.type.kind !== 'function') return word === 0 ? 0 : -EINVAL;
  // (int)(*(unsigned long *)): the upper half of the word does not count.
  const fd = word | 0;
  if (fd === 0) return 0;
  const prog = progByFd(kernel.files, fd);
  if (typeof prog === 'number') return prog;
  if (!isProgOfMember(kernel, map, member, prog)) return -EINVAL;
  prog.inc();
  map.links.push(new TrampLink(kernel.core, map.linkIdr, prog));
  // A program of another map is poisoned, which fails nothing.
  if (kernel.core.features.assocStructOps) prog.assocStructOps(map);
  map.kdata.trampolines[member.index] = prog;
  map.uwords[member.index] = prog.id;
  return 0;
}

function isProgOfMember(kernel: Kernel, map: StructOpsMap, member: BtfMember, prog: BpfProg): boolean {
  if (prog.type !== PROG_TYPE.STRUCT_OPS) return false;
  const { btf, btfId, expectedAttachType } = prog.attach;
  // Ids of a module's BTF start where those of vmlinux end, so two modules use the same numbers for different types.
  const sameBtf = btf === map.type.btf || kernel.core.faults.has('prog-of-other-module-accepted');
  return sameBtf && btfId === map.type.desc.type.id && expectedAttachType === member.index;
}

/** Validates, and registers a map without BPF_F_LINK. */
function publish(map: StructOpsMap, { validate, kvalueRefcnt }: Features): number {
  const { stOps } = map.type.desc;
  if (validate === 'always' || (validate === 'link' && map.isLinkMap)) {
    const invalid = stOps.validate?.(map.kdata) ?? 0;
    if (invalid !== 0) return invalid;
  }
  if (map.isLinkMap) {
    map.state = STATE.READY;
    return 0;
  }
  const err = stOps.reg(map.kdata, null);
  if (err !== 0) return err;
  map.inc();
  if (kvalueRefcnt) map.kvalueRefcnt = 1;
  map.state = STATE.INUSE;
  return 0;
}

/** The label reset_unlock: as if nothing had been tried. */
function resetUnlock(kernel: Kernel, map: StructOpsMap, err: number): number {
  map.dissocProgs();
  map.putProgs();
  map.uwords.fill(0);
  map.kdata.clear();
  if (kernel.core.faults.has('failed-update-stays-inuse')) map.state = STATE.INUSE;
  return err;
}
