// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// BPF_MAP_UPDATE_ELEM of a struct_ops map: bpf_struct_ops_map_update_elem() (kernel/bpf/bpf_struct_ops.c).
import { type Faults } from '../faults';
import { type BtfMember, hasHoles } from './btfTypes';
import { type Core } from './core';
import { E2BIG, EBADF, EBUSY, EINVAL } from './errno';
import { type Kernel } from './kernel';
import { TrampLink } from './link';
import { Mutex } from './mutex';
import { type BpfProg, PROG_TYPE, progByFd } from './prog';
import { STATE, type StructOpsMap } from './structOpsMap';
import { type Words } from './structOps';
import { after, type Call, then, type Thread } from './thread';

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
): Call<number> {
  const { faults } = kernel.core;
  map.access('bpf_struct_ops_map_update_elem');
  const update: Update = { faults, map, key, value, flags };
  if (faults.has('busy-before-checks')) {
    const busy = checkState(update);
    if (busy !== 0) return busy;
  }
  for (const check of checksOf(faults)) {
    const err = check(update);
    if (err !== 0) return err;
  }
  return underLock(kernel, update);
}

function* underLock(kernel: Kernel, update: Update): Thread<number> {
  const { core } = kernel;
  const { map, faults } = update;
  const lock = faults.has('update-takes-no-lock') ? new Mutex(core, 'a lock of nothing') : map.lock;
  const early = faults.has('update-checks-before-lock') ? checkState(update) : undefined;
  if (!lock.tryLock()) yield* lock.lock('bpf_struct_ops_map_update_elem');
  const busy = early ?? checkState(update);
  if (busy !== 0) {
    lock.unlock();
    return busy;
  }
  if (core.preemptible && map.isLinkMap && faults.has('update-ready-before-filled')) {
    makeReady(map);
    yield 'bpf_struct_ops_map_update_elem: fill';
  }
  if (core.preemptible && faults.has('update-lock-order-inverted')) yield* nested(core);
  const filled = fill(kernel, update);
  if (core.preemptible) yield 'bpf_struct_ops_map_update_elem: publish';
  const published = filled === 'filled' ? publish(map, core) : filled.err;
  const err = typeof published === 'number' ? published : yield* published;
  // What is refused returns what the last member left there, which may be 0.
  const failed = filled !== 'filled' || err !== 0;
  const late = core.preemptible && faults.has('update-resets-after-unlock');
  if (failed && !late) resetUnlock(kernel, map);
  if (!faults.has('update-keeps-lock') || failed) lock.unlock();
  if (late) yield 'bpf_struct_ops_map_update_elem: reset';
  if (failed && late) resetUnlock(kernel, map);
  return err;
}

/** Only a fault needs the two at once. */
function* nested({ updateMutex }: Core): Thread {
  yield* updateMutex.lock('bpf_struct_ops_map_update_elem');
  updateMutex.unlock();
}

function fill(kernel: Kernel, { map, value }: Update): Filled {
  for (const member of map.type.desc.type.members) map.uwords[member.index] = value.words[member.index] ?? 0;
  return fillMembers(kernel, map);
}

/** What the checks look at that come before anything is done. */
interface Update {
  readonly faults: Faults;
  readonly map: StructOpsMap;
  readonly key: number;
  readonly value: UserValue;
  readonly flags: number;
}
type Check = (update: Update) => number;

const checkFlags: Check = ({ flags, faults }) => (flags === 0 || faults.has('update-flags-ignored') ? 0 : -EINVAL);

function checkKey({ key, faults }: Update): number {
  if (key === 0) return 0;
  return faults.has('update-key-einval') ? -EINVAL : -E2BIG;
}

/** check_zero_holes(), of the value struct and then of the ops struct. */
function checkHoles({ value: { hole }, map, faults }: Update): number {
  const { valueType, type } = map.type.desc;
  if (hole === 'value' && hasHoles(valueType) && !faults.has('value-holes-unchecked')) return -EINVAL;
  return hole === 'ops' && hasHoles(type) && !faults.has('data-holes-unchecked') ? -EINVAL : 0;
}

function checkCommon({ value: { state, refcnt }, faults }: Update): number {
  if (state !== 0 && !faults.has('state-unchecked')) return -EINVAL;
  return refcnt !== 0 && !faults.has('refcnt-unchecked') ? -EINVAL : 0;
}

/** Under the lock. */
function checkState({ map: { state }, faults }: Update): number {
  if (state === STATE.INIT) return 0;
  if (state === STATE.TOBEFREE && faults.has('tobefree-updatable')) return 0;
  return faults.has('busy-einval') ? -EINVAL : -EBUSY;
}

const CHECKS: readonly Check[] = [checkFlags, checkKey, checkHoles, checkCommon];
const KEY_FIRST: readonly Check[] = [checkKey, checkFlags, checkHoles, checkCommon];
const HOLES_BEFORE_KEY: readonly Check[] = [checkFlags, checkHoles, checkKey, checkCommon];

function checksOf(faults: Faults): readonly Check[] {
  if (faults.has('update-key-before-flags')) return KEY_FIRST;
  return faults.has('update-holes-before-key') ? HOLES_BEFORE_KEY : CHECKS;
}

/** 'filled', or what the call returns once it has put everything back. */
type Filled = 'filled' | { readonly err: number };

function fillMembers(kernel: Kernel, map: StructOpsMap): Filled {
  const { type, stOps } = map.type.desc;
  const { faults } = kernel.core;
  let err = 0;
  for (const member of type.members) {
    if (member.type.kind === 'module' && !faults.has('owner-not-recognised')) {
      if (map.uwords[member.index] !== 0) {
        // 6.12 jumps to reset_unlock without setting err, and so returns what the last member left there.
        return { err: faults.has('update-owner-returns-success') ? err : -EINVAL };
      }
      map.kdata.ownerIsModule = true;
      continue;
    }
    err = stOps.initMember(type, member, map.kdata, map.uwords);
    if (err < 0 && !faults.has('init-member-error-ignored')) return { err };
    if (err !== 0) continue;
    err = fillUnhandled(kernel, map, member);
    if (err < 0) return { err };
  }
  return 'filled';
}

/** A member that init_member() left to the core: it is a function pointer, or zero. */
function fillUnhandled(kernel: Kernel, map: StructOpsMap, member: BtfMember): number {
  const { faults } = kernel.core;
  const word = map.uwords[member.index] ?? 0;
  if (member.type.kind !== 'function') return word === 0 || faults.has('unhandled-data-accepted') ? 0 : -EINVAL;
  // (int)(*(unsigned long *)): the upper half of the word does not count.
  const fd = faults.has('prog-word-not-truncated') ? word : word | 0;
  if (fd === 0) return 0;
  const prog = progByFd(kernel.files, fd);
  if (typeof prog === 'number') return noProg(prog, faults);
  if (!isProgOfMember(faults, map, member, prog)) return -EINVAL;
  if (map.links.length === 2 && faults.has('too-few-trampolines')) return -E2BIG;
  if (!faults.has('update-takes-no-prog')) prog.inc();
  map.links.push(new TrampLink(kernel.core, map.linkIdr, prog));
  // A program of another map is poisoned, which fails nothing.
  if (kernel.core.features.assocStructOps) prog.assocStructOps(map);
  map.kdata.trampolines[member.index] = prog;
  if (!faults.has('lookup-shows-fds')) map.uwords[member.index] = prog.id;
  return 0;
}

function noProg(err: number, faults: Faults): number {
  if (err !== -EBADF) return err;
  if (faults.has('closed-prog-ignored')) return 0;
  return faults.has('closed-prog-einval') ? -EINVAL : err;
}

function isProgOfMember(faults: Faults, map: StructOpsMap, member: BtfMember, prog: BpfProg): boolean {
  if (prog.type !== PROG_TYPE.STRUCT_OPS) return false;
  const { btf, btfId, expectedAttachType } = prog.attach;
  // Ids of a module's BTF start where those of vmlinux end, so two modules use the same numbers for different types.
  if (btf !== map.type.btf && !faults.has('prog-of-other-module-accepted')) return false;
  if (btfId !== map.type.desc.type.id && !faults.has('prog-of-other-type-accepted')) return false;
  return expectedAttachType === member.index || faults.has('prog-of-other-member-accepted');
}

/** Validates, and registers a map without BPF_F_LINK. */
function publish(map: StructOpsMap, core: Core): Call<number> {
  const { faults } = core;
  if (map.isLinkMap && faults.has('failed-update-stays-ready')) map.state = STATE.READY;
  const invalid = validates(map, core) ? (map.type.desc.stOps.validate?.(map.kdata) ?? 0) : 0;
  if (invalid < 0 || (invalid > 0 && !faults.has('positive-validate-passes'))) return invalid;
  if (!map.isLinkMap) return register(map, core);
  if (faults.has('ready-calls-reg')) return then(map.type.desc.stOps.reg(map.kdata, null), () => makeReady(map));
  return core.preemptible ? makeReadyLater(map) : makeReady(map);
}

function makeReady(map: StructOpsMap): number {
  map.state = STATE.READY;
  return 0;
}

function* makeReadyLater(map: StructOpsMap): Thread<number> {
  yield 'bpf_struct_ops_map_update_elem: set the state';
  return makeReady(map);
}

function validates({ isLinkMap }: StructOpsMap, { faults, features: { validate } }: Core): boolean {
  if (faults.has(isLinkMap ? 'link-map-not-validated' : 'legacy-not-validated')) return false;
  return validate === 'always' || (validate === 'link' && isLinkMap);
}

/** The subsystem has the map before the state says so. */
function* register(map: StructOpsMap, { faults, features, preemptible }: Core): Thread<number> {
  const { stOps } = map.type.desc;
  if (preemptible && faults.has('update-inuse-before-reg')) {
    map.state = STATE.INUSE;
    yield 'bpf_struct_ops_map_update_elem: reg';
  }
  const reg = stOps.reg(map.kdata, null);
  const err = typeof reg === 'number' ? reg : yield* reg;
  if (err < 0 || (err > 0 && !faults.has('positive-reg-registers'))) {
    if (faults.has('failed-reg-unregs')) yield* after(stOps.unreg(map.kdata, null), 0);
    return err;
  }
  if (preemptible && faults.has('update-inuse-before-get')) map.state = STATE.INUSE;
  if (preemptible) yield 'bpf_struct_ops_map_update_elem: hold the map';
  if (!faults.has('inuse-holds-no-map') && !faults.has('inuse-put-without-get')) map.inc();
  if (features.kvalueRefcnt) map.kvalueRefcnt = 1;
  if (!early(map, faults)) map.state = STATE.INUSE;
  return 0;
}

/** Whether the state was set before its time, and may be another one by now. */
const early = ({ state }: StructOpsMap, faults: Faults): boolean =>
  state !== STATE.INIT && (faults.has('update-inuse-before-reg') || faults.has('update-inuse-before-get'));

/** The label reset_unlock: as if nothing had been tried. */
function resetUnlock(kernel: Kernel, map: StructOpsMap): void {
  const { faults } = kernel.core;
  map.dissocProgs();
  if (faults.has('failed-update-leaks-progs')) map.links.length = 0;
  if (faults.has('failed-update-puts-progs-twice')) for (const { prog } of map.links) prog?.put();
  map.putProgs();
  if (faults.has('failed-update-stays-inuse')) map.state = STATE.INUSE;
  if (faults.has('failed-update-keeps-value')) return;
  map.uwords.fill(0);
  map.kdata.clear();
}
