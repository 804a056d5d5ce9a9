// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// struct bpf_struct_ops_link (kernel/bpf/bpf_struct_ops.c): create, detach, dealloc, poll.
import { type Faults } from '../faults';
import { type Core } from './core';
import { EBADF, EBUSY, EINVAL, ENOLINK, EOPNOTSUPP, EPERM } from './errno';
import { File } from './file';
import { type Kernel } from './kernel';
import { BpfLink } from './link';
import { type BpfMap, mapByFd } from './map';
import { STATE, StructOpsMap } from './structOpsMap';
import { linkUpdate } from './structOpsLinkUpdate';
import { type SubsystemLink } from './structOps';
import { after, type Call, type Thread } from './thread';

export class StructOpsLink extends BpfLink implements SubsystemLink {
  /** Null before reg() and after a detach. */
  map: StructOpsMap | null = null;
  /** What a detach took away; only faults still use it. */
  private detached: StructOpsMap | null = null;
  /** Id of the map that it was created with; only a fault still shows it. */
  firstMapId = 0;

  /** Whether the link's reference to its map is counted. */
  get holdsMap(): boolean {
    return !this.core.faults.has('link-holds-no-map');
  }

  /** What callbacks are told: nothing before 73287fe22872. */
  get argument(): SubsystemLink | null {
    return this.core.features.linkArgument ? this : null;
  }

  /** The caller's reference to the map becomes the link's. */
  attach(map: StructOpsMap): void {
    this.map = map;
    this.firstMapId = map.id;
    if (!this.holdsMap) map.put();
  }

  /** bpf_struct_ops_map_link_dealloc() */
  protected override dealloc(): Call<void> {
    return this.map === null ? this.deallocDetached() : this.deallocAttached(this.map);
  }

  /**
   * Without a lock, since nobody else has the link any more. A worker may be preempted between the two steps even where
   * unreg() does not wait, and nobody else need run for others to see what is there between them.
   */
  private *deallocAttached(map: StructOpsMap): Thread {
    const { faults, preemptible } = this.core;
    const early = preemptible && faults.has('close-puts-map-before-unreg');
    if (early && this.holdsMap) map.put();
    if (preemptible) yield 'bpf_struct_ops_map_link_dealloc: unreg';
    if (!faults.has('close-does-not-unreg')) {
      const unreg = unregister(map, this.argument, 'bpf_struct_ops_map_link_dealloc');
      if (typeof unreg === 'object') yield* unreg;
    }
    yield 'bpf_struct_ops_map_link_dealloc: put the map';
    if (this.holdsMap && !early && !faults.has('close-keeps-map')) map.put();
    this.map = null;
  }

  /** There is nothing left to do. */
  private deallocDetached(): Call<void> {
    const { faults } = this.core;
    const map = this.detached;
    if (map === null) return;
    if (faults.has('detach-then-close-puts-twice')) map.put();
    if (faults.has('detach-then-close-unregs-twice')) return map.type.desc.stOps.unreg(map.kdata, this.argument);
  }

  /** bpf_struct_ops_map_link_detach(), which link_detach() misses before 6fb2544ea149. */
  detach(): Call<number> {
    const { faults, features } = this.core;
    this.access('bpf_struct_ops_map_link_detach');
    return !features.linkArgument || faults.has('detach-missing') ? -EOPNOTSUPP : this.detachUnderMutex();
  }

  private *detachUnderMutex(): Thread<number> {
    const { faults, updateMutex } = this.core;
    const locks = !faults.has('detach-takes-no-mutex');
    if (locks && !updateMutex.tryLock()) yield* updateMutex.lock('bpf_struct_ops_map_link_detach');
    const { map } = this;
    if (map !== null) yield* this.detachFrom(map);
    if (locks) updateMutex.unlock();
    return map === null && faults.has('detach-again-enolink') ? -ENOLINK : 0;
  }

  private *detachFrom(map: StructOpsMap): Thread {
    const { faults, preemptible } = this.core;
    const early = preemptible && faults.has('detach-puts-map-before-unreg');
    if (early && this.holdsMap) map.put();
    const clears = preemptible && faults.has('detach-clears-map-before-unreg');
    if (clears) this.map = null;
    if (early || clears) yield 'bpf_struct_ops_map_link_detach: unreg';
    if (!faults.has('detach-does-not-unreg')) {
      const unreg = unregister(map, this, 'bpf_struct_ops_map_link_detach');
      if (typeof unreg === 'object') yield* unreg;
    }
    if (preemptible) yield 'bpf_struct_ops_map_link_detach: clear the pointer';
    if (!faults.has('detach-keeps-pointer')) this.map = null;
    this.detached = map;
    if (faults.has('detach-puts-module')) map.type.module?.put();
    if (this.holdsMap && !early && !faults.has('detach-keeps-map')) map.put();
  }

  /** bpf_struct_ops_map_link_update() */
  updateMap(newMap: BpfMap, expectedOldMap: BpfMap | null): Call<number> {
    this.access('bpf_struct_ops_map_link_update');
    return newMap instanceof StructOpsMap ? linkUpdate(this.core, this, newMap, expectedOldMap) : -EINVAL;
  }

  /** bpf_struct_ops_map_link_poll(): whether EPOLLHUP is up. Without it a link is always ready and nothing else. */
  get hup(): boolean {
    const { faults, features } = this.core;
    if (faults.has('attached-link-hangs-up')) return true;
    return features.linkArgument && this.map === null && !faults.has('detached-link-quiet');
  }
}

/** bpf_struct_ops_link_create(): a descriptor, -errno, or whatever else reg() returned. */
export function structOpsLinkCreate(kernel: Kernel, mapFd: number): Call<number> {
  const { core, files } = kernel;
  const { faults } = core;
  const map = mapByFd(files, mapFd);
  if (map === -EBADF && faults.has('link-create-closed-fd-oops'))
    core.oops('general protection fault in bpf_struct_ops_link_create(): ERR_PTR(-EBADF) is no map');
  if (typeof map === 'number') return map;
  if (faults.has('link-create-needs-write') && files.fdget(mapFd)?.canWrite === false) return -EPERM;
  if (!(map instanceof StructOpsMap) || !isLinkable(map, faults)) return -EINVAL;
  if (faults.has('one-link-for-each-map') && hasLink(kernel, map)) return -EBUSY;
  map.inc();
  return create(kernel, map);
}

/** With the reference that the link will have. */
function* create({ core, files, linkIdr }: Kernel, map: StructOpsMap): Thread<number> {
  const link = new StructOpsLink(core, linkIdr, undefined);
  // bpf_link_prime(): the id is used up even when reg() fails.
  const id = link.reserveId();
  // Under update_mutex, so that the subsystem cannot detach the link before it has its map.
  const locks = !core.faults.has('link-create-takes-no-mutex');
  if (locks && !core.updateMutex.tryLock()) yield* core.updateMutex.lock('bpf_struct_ops_link_create');
  if (core.preemptible && core.faults.has('update-lock-order-inverted')) {
    yield* map.lock.lock('bpf_struct_ops_link_create');
    map.lock.unlock();
  }
  const reg = map.type.desc.stOps.reg(map.kdata, link.argument);
  const err = typeof reg === 'number' ? reg : yield* reg;
  const unlocksFirst = locks && core.faults.has('link-map-set-after-unlock');
  if (unlocksFirst) core.updateMutex.unlock();
  if (core.preemptible) yield 'bpf_struct_ops_link_create: set the pointer';
  if (err === 0) link.attach(map);
  if (locks && !unlocksFirst) core.updateMutex.unlock();
  if (err !== 0) {
    yield* cleanUp(core, link, map, id);
    return err;
  }
  if (core.preemptible) yield 'bpf_link_settle: install the descriptor';
  link.id = id;
  return files.install(new File(link, 'ro'));
}

/** bpf_link_cleanup(): the link has no map yet, so nothing is unregistered. */
function* cleanUp({ faults }: Core, link: StructOpsLink, map: StructOpsMap, id: number): Thread {
  if (faults.has('failed-link-unregs')) yield* after(map.type.desc.stOps.unreg(map.kdata, link.argument), 0);
  if (!faults.has('failed-link-keeps-id')) link.freeId(id);
  yield* after(link.putDirect(), 0);
  if (!faults.has('failed-link-keeps-map')) map.put();
}

/** st_ops->unreg() of a map that the kernel's function `by` believes is there. */
function unregister(map: StructOpsMap, link: SubsystemLink | null, by: string): Call<void> {
  map.access(by);
  return map.type.desc.stOps.unreg(map.kdata, link);
}

function isLinkable(map: StructOpsMap, faults: Faults): boolean {
  if (map.isLinkMap && faults.has('link-of-init-map')) return true;
  if (map.state === STATE.INUSE && faults.has('link-of-legacy-map')) return true;
  return map.validToReg;
}

function hasLink({ linkIdr }: Kernel, map: StructOpsMap): boolean {
  return [...linkIdr.values()].some((link) => link instanceof StructOpsLink && link.map === map);
}
