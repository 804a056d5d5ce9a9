// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Pins: BPF_OBJ_PIN, BPF_OBJ_GET and unlink(2) in bpffs (kernel/bpf/inode.c).
import { EEXIST, EINVAL, ENOENT } from './errno';
import { type Core } from './core';
import { type FdTable, type Mode } from './file';
import { BpfLink, linkByFd, linkNewFd } from './link';
import { BpfMap, mapByFd, mapNewFd } from './map';
import { type BpfProg, progByFd, progNewFd } from './prog';

export type Pinnable = BpfMap | BpfProg | BpfLink;

export class Bpffs {
  private readonly inodes = new Map<string, Pinnable>();

  constructor(
    private readonly core: Core,
    private readonly files: FdTable,
  ) {}

  find(path: string): Pinnable | undefined {
    return this.inodes.get(path);
  }

  paths(): readonly string[] {
    return [...this.inodes.keys()];
  }

  /** What the pins hold. */
  pinned(): IterableIterator<Pinnable> {
    return this.inodes.values();
  }

  /** bpf_obj_pin_user() */
  pin(fd: number, path: string): number {
    const object = this.probe(fd);
    if (object === undefined) return -EINVAL;
    const { faults } = this.core;
    const present = this.inodes.get(path);
    if (present !== undefined && !faults.has('pin-replaces')) return -EEXIST;
    if (present !== undefined) anyPut(present);
    if (!faults.has('pin-takes-no-ref')) anyGet(object);
    this.inodes.set(path, object);
    return 0;
  }

  /** bpf_fd_probe_obj(): a closed descriptor is like one of another kind. */
  private probe(fd: number): Pinnable | undefined {
    for (const byFd of [mapByFd, progByFd, linkByFd]) {
      const object = byFd(this.files, fd);
      if (typeof object !== 'number') return object;
    }
    return undefined;
  }

  /** bpf_obj_get_user(); undefined is both of BPF_F_RDONLY and BPF_F_WRONLY. Programs are opened for both ways always. */
  get(path: string, mode: Mode | undefined): number {
    if (mode === undefined) return -EINVAL;
    const object = this.inodes.get(path);
    if (object === undefined) return -ENOENT;
    const { faults } = this.core;
    if (object instanceof BpfLink && mode !== 'rw' && !faults.has('link-pin-get-any-mode')) return -EINVAL;
    if (!faults.has('pin-get-takes-no-ref')) anyGet(object);
    if (object instanceof BpfMap) return mapNewFd(this.files, object, faults.has('pin-get-ignores-mode') ? 'rw' : mode);
    return object instanceof BpfLink ? linkNewFd(this.files, object) : progNewFd(this.files, object);
  }

  /**
   * unlink(2), and bpf_destroy_inode() with it: nobody else holds the inode. A link's last put is a worker's. Where it is
   * bpf_free_inode(), an RCU callback runs it.
   */
  unlink(path: string): number {
    const object = this.inodes.get(path);
    if (object === undefined) return -ENOENT;
    this.inodes.delete(path);
    const { faults, features, work } = this.core;
    if (faults.has('unlink-does-not-put')) return 0;
    if (features.inodePutWaits) work.queueWork('bpf_free_inode', () => anyPut(object));
    else anyPut(object);
    return 0;
  }
}

/** bpf_any_get() */
function anyGet(object: Pinnable): void {
  if (object instanceof BpfMap) object.incWithUref();
  else object.inc();
}

/** bpf_any_put() */
function anyPut(object: Pinnable): void {
  if (object instanceof BpfMap) object.putWithUref();
  else object.put();
}
