// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// struct bpf_struct_ops_link (kernel/bpf/bpf_struct_ops.c): create, update, detach, dealloc.
import { EINVAL, ENOLINK, EOPNOTSUPP, EPERM } from './errno';
import { File } from './file';
import { type Kernel } from './kernel';
import { BpfLink } from './link';
import { type BpfMap, mapByFd } from './map';
import { StructOpsMap } from './structOpsMap';
import { type SubsystemLink } from './structOps';

export class StructOpsLink extends BpfLink implements SubsystemLink {
  /** Null before reg() and after a detach. */
  map: StructOpsMap | null = null;
  /** What a detach took away; only the fault detach-then-close-unregs-twice still uses it. */
  private detached: StructOpsMap | null = null;

  /** Whether the link's reference to its map is counted. */
  private get holdsMap(): boolean {
    return !this.core.faults.has('link-holds-no-map');
  }

  /** What callbacks are told: nothing before 73287fe22872. */
  get argument(): SubsystemLink | null {
    return this.core.features.linkArgument ? this : null;
  }

  /** The caller's reference to the map becomes the link's. */
  attach(map: StructOpsMap): void {
    this.map = map;
    if (!this.holdsMap) map.put();
  }

  /** bpf_struct_ops_map_link_dealloc() */
  protected override dealloc(): void {
    const map = this.map ?? (this.core.faults.has('detach-then-close-unregs-twice') ? this.detached : null);
    if (map === null) return;
    map.type.desc.stOps.unreg(map.kdata, this.argument);
    if (this.map !== null && this.holdsMap) map.put();
    this.map = null;
  }

  /** bpf_struct_ops_map_link_detach(), which link_detach() misses before 6fb2544ea149. */
  detach(): number {
    if (!this.core.features.linkArgument) return -EOPNOTSUPP;
    const map = this.map;
    if (map === null) return 0;
    map.type.desc.stOps.unreg(map.kdata, this);
    this.map = null;
    this.detached = map;
    if (this.holdsMap) map.put();
    return 0;
  }

  /** bpf_struct_ops_map_link_update() */
  updateMap(newMap: BpfMap, expectedOldMap: BpfMap | null): number {
    if (!(newMap instanceof StructOpsMap) || !newMap.validToReg) return -EINVAL;
    const { stOps } = newMap.type.desc;
    if (stOps.update === undefined) return -EOPNOTSUPP;
    const oldMap = this.map;
    if (oldMap === null) return -ENOLINK;
    if (expectedOldMap !== null && expectedOldMap !== oldMap) return -EPERM;
    if (newMap.type.desc !== oldMap.type.desc) return -EINVAL;
    const err = stOps.update(newMap.kdata, oldMap.kdata, this.argument);
    if (err !== 0) return err;
    if (this.holdsMap) newMap.inc();
    this.map = newMap;
    if (this.holdsMap) oldMap.put();
    return 0;
  }

  /** bpf_struct_ops_map_link_poll(): whether EPOLLHUP is up. Without it a link is always ready and nothing else. */
  get hup(): boolean {
    return this.core.features.linkArgument && this.map === null;
  }
}

/** bpf_struct_ops_link_create(): a descriptor, -errno, or whatever else reg() returned. */
export function structOpsLinkCreate(kernel: Kernel, mapFd: number): number {
  const map = mapByFd(kernel.files, mapFd);
  if (typeof map === 'number') return map;
  if (!(map instanceof StructOpsMap) || !map.validToReg) return -EINVAL;
  map.inc();
  const link = new StructOpsLink(kernel.core, kernel.linkIdr, undefined);
  // bpf_link_prime(): the id is used up even when reg() fails.
  const id = link.reserveId();
  const err = map.type.desc.stOps.reg(map.kdata, link.argument);
  if (err !== 0) {
    // bpf_link_cleanup(): the link has no map yet, so nothing is unregistered.
    link.freeId(id);
    link.putDirect();
    map.put();
    return err;
  }
  link.attach(map);
  link.id = id;
  return kernel.files.install(new File(link, 'ro'));
}
