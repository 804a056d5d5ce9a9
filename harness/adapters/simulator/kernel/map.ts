// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// struct bpf_map and its two counters (kernel/bpf/syscall.c): bpf_map_inc(), bpf_map_put(), bpf_map_put_with_uref().
import { type Btf } from './btf';
import { type Core } from './core';
import { EBADF, EINVAL, ENOENT } from './errno';
import { type FdTable, File, type FileObject, type Mode } from './file';
import { type Idr } from './idr';
import { refcountDecAndTest, refcountInc } from './refcount';
import { SlabObject } from './slab';
import { type Call, type Thread } from './thread';

export abstract class BpfMap extends SlabObject implements FileObject {
  id = 0;
  /** All references; those of descriptors and pins are counted in usercnt as well. */
  refcnt = 1;
  usercnt = 1;
  /** btf_fd: the BTF object that the user brought along. */
  btf: Btf | undefined;

  constructor(
    protected readonly core: Core,
    private readonly idr: Idr<BpfMap>,
    struct: string,
  ) {
    super(core, struct);
  }

  /** ops->map_free() */
  protected abstract mapFree(): Thread;

  allocId(): void {
    this.id = this.idr.allocCyclic(this);
  }

  /** bpf_map_free_id() */
  private freeId(): void {
    if (this.core.faults.has('freed-map-keeps-id')) return;
    this.idr.remove(this.id);
    this.id = 0;
  }

  inc(): void {
    refcountInc(this, 'bpf_map_inc');
  }

  incWithUref(): void {
    refcountInc(this, 'bpf_map_inc_with_uref');
    this.usercnt++;
  }

  /** The reference that bpf_map_get_fd_by_id() gives to the descriptor. */
  incById(): void {
    if (!this.core.faults.has('map-by-id-takes-no-ref')) this.incWithUref();
  }

  /** bpf_map_put(): the id goes at once, everything else is a worker's, but for the user's BTF before 59e5791f59dd. */
  put(): void {
    if (!refcountDecAndTest(this, 'bpf_map_put')) return;
    const { faults, features, work } = this.core;
    this.freeId();
    if (!features.btfPutAfterMapFree) this.putBtf();
    if (faults.has('worker-never-runs')) return;
    work.queueWork('bpf_map_free_deferred', () => this.free());
  }

  putWithUref(): void {
    if (!this.core.faults.has('close-keeps-usercnt')) this.usercnt--;
    this.put();
  }

  /** bpf_map_free(): a worker's, or the caller's where map_create() did not publish the map. */
  *free(): Thread {
    yield* this.mapFree();
    this.putBtf();
    this.kfree('bpf_map_free');
  }

  private putBtf(): void {
    if (!this.core.faults.has('user-btf-leaked')) this.btf?.put();
    this.btf = undefined;
  }

  /** f_op->release of bpf_map_fops */
  release(): void {
    this.putWithUref();
  }
}

/** bpf_map_get() without the reference, and __bpf_map_get(). */
export function mapByFd(files: FdTable, fd: number): BpfMap | number {
  const file = files.fdget(fd);
  if (file === undefined) return -EBADF;
  return file.privateData instanceof BpfMap ? file.privateData : -EINVAL;
}

/** bpf_map_new_fd(): consumes the caller's reference. */
export function mapNewFd(files: FdTable, map: BpfMap, mode: Mode): number {
  return files.install(new File(map, mode));
}

/** The end of bpf_map_get_fd_by_id(); a map whose last reference is gone has no id any more. */
export function mapGetFdById(core: Core, idr: Idr<BpfMap>, files: FdTable, id: number, mode: Mode): Call<number> {
  const map = idr.find(id);
  if (map === undefined || map.refcnt === 0) return -ENOENT;
  if (core.preemptible && core.faults.has('map-by-id-revives')) return reviveLater(map, files, mode);
  map.incById();
  return mapNewFd(files, map, mode);
}

/** Only a fault counts a map later than it finds it. */
function* reviveLater(map: BpfMap, files: FdTable, mode: Mode): Thread<number> {
  yield 'bpf_map_get_fd_by_id: bpf_map_inc_with_uref';
  map.incWithUref();
  return mapNewFd(files, map, mode);
}
