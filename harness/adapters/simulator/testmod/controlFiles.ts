// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The control files that call into values and links (kernel/testmod/call.c).
import { type Core } from '../kernel/core';
import { EINVAL, ENOENT } from '../kernel/errno';
import { FLAVOUR } from '../kernel/rcu';
import { type Trampoline } from '../kernel/structOps';
import { type Thread } from '../kernel/thread';
import { type SocModule } from './socModule';
import { type SocType } from './socType';

/** [TAG, RESULT] for each registered value, oldest first; null where the member is NULL. */
export type CallResults = readonly (readonly [tag: number, result: number | null])[];

/** Writes `TYPE MEMBER ARG` to `call` and reads it. */
export function call(
  core: Core,
  soc: SocModule,
  typeName: string,
  memberName: string,
  arg: number,
): Thread<CallResults> | number {
  const type = soc.findType(typeName);
  const index = type === undefined ? -1 : [...type.shape.roles.keys()].indexOf(memberName);
  if (type?.shape.roles.get(memberName)?.role !== 'function') return -EINVAL;
  return callAll(core, type, index, arg);
}

/** Under the lock that unreg takes: as long as that has not returned, the map and its programs stay. */
function* callAll(core: Core, type: SocType, index: number, arg: number): Thread<CallResults> {
  if (!type.valuesLock.tryLock()) yield* type.valuesLock.lock('soc_call');
  const results: [tag: number, result: number | null][] = [];
  for (const { kdata } of type.values.all()) {
    kdata.access('soc_call_one');
    const trampoline = kdata.trampolines[index];
    results.push([type.tagOf(kdata), trampoline === undefined ? null : yield* run(core, trampoline, arg)]);
  }
  type.valuesLock.unlock();
  return results;
}

/** A program in its trampoline, as arch_prepare_bpf_trampoline() calls it. */
function* run(core: Core, trampoline: Trampoline, arg: number): Thread<number> {
  const readers = [FLAVOUR.TASKS, trampoline.sleepable ? FLAVOUR.TASKS_TRACE : FLAVOUR.RCU];
  core.rcu.readLock(...readers);
  if (core.preemptible) yield 'bpf_trampoline: run the program';
  const result = trampoline.call(arg);
  core.rcu.readUnlock(...readers);
  return result;
}

/** Writes `TYPE` to `detach`. */
export function* detachNewest(soc: SocModule, typeName: string): Thread<number> {
  const type = soc.findType(typeName);
  if (type === undefined) return -EINVAL;
  if (!type.valuesLock.tryLock()) yield* type.valuesLock.lock('soc_newest_link');
  const link = type.values.newestLink();
  type.valuesLock.unlock();
  if (link === undefined) return -ENOENT;
  const detach = link.detach();
  const err = typeof detach === 'number' ? detach : yield* detach;
  link.put();
  return err;
}
