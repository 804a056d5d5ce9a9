// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// BTF objects and their ids (kernel/bpf/btf.c): struct btf, btf_get(), btf_put(), btf_alloc_id(), btf_free_id().
import { type BtfStruct, type TypeTable } from './btfTypes';
import { type Core } from './core';
import { EBADF, EINVAL, ENOENT } from './errno';
import { type FdTable, File, type FileObject } from './file';
import { type Idr } from './idr';
import { refcountDecAndTest, refcountInc } from './refcount';
import { SlabObject } from './slab';
import { type StructOpsDesc } from './structOpsDesc';
import { StructOpsTab } from './structOpsTab';

export class Btf extends SlabObject implements FileObject {
  refcnt = 1;
  id = 0;
  structOpsTab: StructOpsTab | undefined;

  constructor(
    private readonly core: Core,
    private readonly idr: Idr<Btf>,
    /** A module's name, "vmlinux", or nothing for a BTF that a user loaded. */
    readonly name: string,
    readonly kernelBtf: boolean,
    readonly base: Btf | null,
    readonly types: TypeTable,
  ) {
    super(core, 'struct btf');
  }

  /** btf_is_module() */
  get isModule(): boolean {
    return this.kernelBtf && this.base !== null;
  }

  allocId(): void {
    this.id = this.idr.allocCyclic(this);
  }

  /** btf_free_id(): may be called again, once the module goes and once for the last reference. */
  freeId(): void {
    if (this.id !== 0) this.idr.remove(this.id);
    this.id = 0;
  }

  get(): void {
    refcountInc(this, 'btf_get');
  }

  /** The reference that btf_get_fd_by_id() gives to the descriptor. */
  getById(): void {
    if (!this.core.faults.has('btf-by-id-takes-no-ref')) this.get();
  }

  put(): void {
    if (!refcountDecAndTest(this, 'btf_put')) return;
    this.freeId();
    this.core.work.callRcu('btf_free_rcu', () => {
      this.structOpsTab = undefined;
      this.kfree('btf_free_rcu');
    });
  }

  /** f_op->release of btf_fops */
  release(): void {
    this.put();
  }

  findStruct(name: string): BtfStruct | undefined {
    return this.types.byName(name) ?? this.base?.findStruct(name);
  }

  findValueStruct(name: string): BtfStruct | undefined {
    return this.types.valueOf(name) ?? this.base?.findValueStruct(name);
  }

  /** bpf_struct_ops_find() */
  findStructOps(typeId: number): StructOpsDesc | undefined {
    return this.readStructOpsTab()?.find(typeId);
  }

  /** bpf_struct_ops_find_value() */
  findStructOpsValue(valueId: number): StructOpsDesc | undefined {
    return this.readStructOpsTab()?.findValue(valueId);
  }

  private readStructOpsTab(): StructOpsTab | undefined {
    this.access('bpf_struct_ops_find');
    if (this.structOpsTab === undefined && this.core.faults.has('count-uninitialised'))
      this.core.oops(`unable to handle page fault: ${this.name} has no struct_ops types, and their number is garbage`);
    return this.structOpsTab;
  }

  /** The table of the types that were registered for this BTF, made by the first registration. */
  requireStructOpsTab(): StructOpsTab {
    return (this.structOpsTab ??= new StructOpsTab(this.core));
  }
}

/** btf_get_by_fd(), without the reference: nothing can come in between here. */
export function btfByFd(files: FdTable, fd: number): Btf | number {
  const file = files.fdget(fd);
  if (file === undefined) return -EBADF;
  return file.privateData instanceof Btf ? file.privateData : -EINVAL;
}

/** btf_get_fd_by_id() */
export function btfGetFdById(idr: Idr<Btf>, files: FdTable, id: number): number {
  const btf = idr.find(id);
  if (btf === undefined || btf.refcnt === 0) return -ENOENT;
  btf.getById();
  return btfNewFd(files, btf);
}

/** __btf_new_fd(): consumes the caller's reference. */
export function btfNewFd(files: FdTable, btf: Btf): number {
  return files.install(new File(btf, 'ro'));
}
