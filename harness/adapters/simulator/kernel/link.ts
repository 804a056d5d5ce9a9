// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// struct bpf_link (kernel/bpf/syscall.c): bpf_link_put(), bpf_link_put_direct(), bpf_link_free().
import { type Core } from './core';
import { EBADF, EINVAL, ENOENT } from './errno';
import { type FdTable, File, type FileObject } from './file';
import { type Idr } from './idr';
import { type BpfProg } from './prog';
import { refcountDecAndTest, refcountInc, refcountIncNotZero } from './refcount';
import { SlabObject } from './slab';
import { type Call, type Thread } from './thread';

export abstract class BpfLink extends SlabObject implements FileObject {
  id = 0;
  refcnt = 1;

  constructor(
    protected readonly core: Core,
    private readonly idr: Idr<BpfLink>,
    readonly prog: BpfProg | undefined,
  ) {
    super(core, 'struct bpf_link');
  }

  /** ops->dealloc() */
  protected abstract dealloc(): Call<void>;

  /** bpf_link_alloc_id(): reserves an id; bpf_link_settle() makes it the link's. */
  reserveId(): number {
    return this.idr.allocCyclic(this);
  }

  /** bpf_link_free_id() */
  freeId(id: number): void {
    if (id !== 0) this.idr.remove(id);
  }

  inc(): void {
    refcountInc(this, 'bpf_link_inc');
  }

  /** bpf_link_inc_not_zero() */
  incNotZero(): boolean {
    if (!this.core.faults.has('dying-link-revived')) return refcountIncNotZero(this, 'bpf_link_inc_not_zero');
    this.refcnt++;
    return true;
  }

  /** bpf_link_by_id() of a link that was found: the reference that it gives to the caller. */
  incById(): boolean {
    if (this.core.faults.has('link-by-id-takes-no-ref')) return this.refcnt !== 0;
    return this.incNotZero();
  }

  /**
   * bpf_link_put(): may be called where nobody may sleep, so a worker frees. Before ab5d47bd41b1 it asked, and nobody
   * here calls it from where it may not.
   */
  put(): void {
    if (!refcountDecAndTest(this, 'bpf_link_put')) return;
    if (this.core.features.linkPutDefers) this.core.work.queueWork('bpf_link_put_deferred', () => this.free());
    else this.core.complete(this.free());
  }

  /** bpf_link_put_direct() */
  putDirect(): Call<void> {
    return refcountDecAndTest(this, 'bpf_link_put_direct') ? this.free() : undefined;
  }

  /** bpf_link_free(), bpf_link_dealloc() */
  private *free(): Thread {
    if (!this.core.faults.has('freed-link-keeps-id')) this.freeId(this.id);
    this.prog?.put();
    const dealloc = this.dealloc();
    if (typeof dealloc === 'object') yield* dealloc;
    this.kfree('bpf_link_free');
  }

  /** f_op->release of bpf_link_fops: the last close frees before it returns. */
  release(): Call<void> {
    return this.putDirect();
  }
}

/** struct bpf_tramp_link: a map's hold on one program; user space never sees it. */
export class TrampLink extends BpfLink {
  protected override dealloc(): void {
    // Only its memory is left to free.
  }
}

/** bpf_link_get_from_fd() without the reference. */
export function linkByFd(files: FdTable, fd: number): BpfLink | number {
  const file = files.fdget(fd);
  if (file === undefined) return -EBADF;
  return file.privateData instanceof BpfLink ? file.privateData : -EINVAL;
}

/** bpf_link_new_fd(): consumes the caller's reference. */
export function linkNewFd(files: FdTable, link: BpfLink): number {
  return files.install(new File(link, 'ro'));
}

/** bpf_link_by_id() and the end of bpf_link_get_fd_by_id(). */
export function linkGetFdById(core: Core, idr: Idr<BpfLink>, files: FdTable, id: number): Call<number> {
  const link = idr.find(id);
  if (core.preemptible && core.faults.has('link-by-id-revives')) return reviveLater(link, files);
  if (link?.incById() !== true) return -ENOENT;
  return linkNewFd(files, link);
}

/** Only a fault counts a link later than it looks at it. */
function* reviveLater(link: BpfLink | undefined, files: FdTable): Thread<number> {
  if (link === undefined || link.refcnt === 0) return -ENOENT;
  yield 'bpf_link_by_id: bpf_link_inc';
  link.inc();
  return linkNewFd(files, link);
}
