// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// BPF_LINK_UPDATE of a struct_ops link: bpf_struct_ops_map_link_update() (kernel/bpf/bpf_struct_ops.c).
import { type Faults } from '../faults';
import { type Core } from './core';
import { EINVAL, ENOLINK, ENOTSUPP, EOPNOTSUPP, EPERM } from './errno';
import { type BpfMap } from './map';
import { type SubsystemLink } from './structOps';
import { Oops } from './oops';
import { type StructOpsMap } from './structOpsMap';
import { type Call, type Thread } from './thread';

/** What the update needs of the link. */
export interface UpdatedLink {
  map: StructOpsMap | null;
  readonly holdsMap: boolean;
  readonly argument: SubsystemLink | null;
}

/** What the checks look at. */
interface Update {
  readonly core: Core;
  readonly oldMap: StructOpsMap | null;
  readonly newMap: StructOpsMap;
  readonly expected: BpfMap | null;
}
type Check = (update: Update) => number;

function checkReady({ core, newMap }: Update): number {
  const isReady = newMap.validToReg || (newMap.isLinkMap && core.faults.has('link-update-takes-init-map'));
  return isReady ? 0 : -EINVAL;
}

function checkUpdateOp({ core, newMap }: Update): number {
  if (newMap.type.desc.stOps.update !== undefined) return 0;
  return core.faults.has('update-op-enotsupp') ? -ENOTSUPP : -EOPNOTSUPP;
}

/** From here on under update_mutex. */
function checkAttached({ core, oldMap }: Update): number {
  if (oldMap !== null || core.faults.has('link-update-reattaches')) return 0;
  if (core.faults.has('detached-link-read'))
    core.oops('unable to handle NULL pointer dereference in bpf_struct_ops_map_link_update()');
  return -ENOLINK;
}

function checkExpected({ core, oldMap, expected }: Update): number {
  if (expected === null || expected === oldMap || core.faults.has('replace-ignored')) return 0;
  return core.faults.has('replace-mismatch-einval') ? -EINVAL : -EPERM;
}

function checkType({ core, oldMap, newMap }: Update): number {
  if (oldMap === null || newMap.type.desc === oldMap.type.desc || core.faults.has('types-not-compared')) return 0;
  const sameName = newMap.type.desc.stOps.name === oldMap.type.desc.stOps.name;
  return sameName && core.faults.has('types-compared-by-name') ? 0 : -EINVAL;
}

const CHECKS: readonly Check[] = [checkReady, checkUpdateOp, checkAttached, checkExpected, checkType];

/** Two neighbours of the sound order, with the fault that lets them change places. */
const SWAPPED = [
  'update-op-before-ready',
  'attached-before-update-op',
  'expected-before-attached',
  'type-before-expected',
] as const;

function checksOf(faults: Faults): readonly Check[] {
  const index = SWAPPED.findIndex((fault) => faults.has(fault));
  return index < 0
    ? CHECKS
    : [...CHECKS.slice(0, index), ...CHECKS.slice(index, index + 2).toReversed(), ...CHECKS.slice(index + 2)];
}

/** How many of the checks come before the mutex is taken: what they look at never changes again. */
const UNLOCKED = 2;

function firstError(checks: readonly Check[], update: Update): number {
  for (const check of checks) {
    const err = check(update);
    if (err !== 0) return err;
  }
  return 0;
}

export function linkUpdate(core: Core, link: UpdatedLink, newMap: StructOpsMap, expected: BpfMap | null): Call<number> {
  const checks = checksOf(core.faults);
  const err = firstError(checks.slice(0, UNLOCKED), { core, oldMap: link.map, newMap, expected });
  return err === 0 ? underMutex(core, link, newMap, expected, checks.slice(UNLOCKED)) : err;
}

function* underMutex(
  core: Core,
  link: UpdatedLink,
  newMap: StructOpsMap,
  expected: BpfMap | null,
  checks: readonly Check[],
): Thread<number> {
  const locks = !core.faults.has('link-update-takes-no-mutex');
  const before = core.faults.has('link-update-checks-before-mutex');
  const early = before ? firstError(checks, { core, oldMap: link.map, newMap, expected }) : undefined;
  if (locks && !core.updateMutex.tryLock()) yield* core.updateMutex.lock('bpf_struct_ops_map_link_update');
  const oldMap = link.map;
  const invalid = early ?? firstError(checks, { core, oldMap, newMap, expected });
  const err = invalid === 0 ? yield* (oldMap === null ? reattach(link, newMap) : replace(core, link, newMap, oldMap)) : invalid;
  if (locks && !core.faults.has('link-update-keeps-mutex')) core.updateMutex.unlock();
  return err;
}

/** __list_add_valid_or_report() */
function addedTwice(core: Core): never {
  const bug = 'kernel BUG at lib/list_debug.c:35!';
  core.splat('list_add double add: new=ffff888004d98a58, prev=ffff888004d98a58, next=ffffffff82ccc0c8.', [bug]);
  throw new Oops(bug);
}

function* replace(core: Core, link: UpdatedLink, newMap: StructOpsMap, oldMap: StructOpsMap): Thread<number> {
  const { faults } = core;
  const { stOps } = newMap.type.desc;
  // tcp_update_congestion_control() adds the new node to a list and then removes the old one.
  if (newMap === oldMap && stOps.owner === null && faults.has('link-update-to-itself'))
    addedTwice(core);
  const early = core.preemptible && faults.has('link-update-puts-old-map-first');
  if (early && link.holdsMap) {
    oldMap.put();
    yield 'bpf_struct_ops_map_link_update: update';
    oldMap.access('bpf_struct_ops_map_link_update');
  }
  const update = stOps.update?.(newMap.kdata, oldMap.kdata, link.argument) ?? 0;
  const err = typeof update === 'number' ? update : yield* update;
  const failed = err < 0 || (err > 0 && !faults.has('positive-link-update-switches'));
  if (failed && !faults.has('failed-link-update-switches')) return err;
  if (core.preemptible) yield 'bpf_struct_ops_map_link_update: hold the new map';
  if (link.holdsMap && !faults.has('link-update-takes-no-ref')) newMap.inc();
  if (core.preemptible) yield 'bpf_struct_ops_map_link_update: set the pointer';
  if (!faults.has('link-update-keeps-pointer')) link.map = newMap;
  if (faults.has('link-update-puts-module')) oldMap.type.module?.put();
  if (core.preemptible) yield 'bpf_struct_ops_map_link_update: put the old map';
  if (link.holdsMap && !early && !faults.has('link-update-keeps-old-map')) oldMap.put();
  return failed ? err : 0;
}

/** Where a detached link passes for one that was never attached. */
function* reattach(link: UpdatedLink, newMap: StructOpsMap): Thread<number> {
  const reg = newMap.type.desc.stOps.reg(newMap.kdata, link.argument);
  const err = typeof reg === 'number' ? reg : yield* reg;
  if (err !== 0) return err;
  newMap.inc();
  link.map = newMap;
  return 0;
}
