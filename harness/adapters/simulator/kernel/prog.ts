// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// struct bpf_prog (kernel/bpf/syscall.c): bpf_prog_put() and what it sets off, and its association with a map.
import { type Btf } from './btf';
import { type Core } from './core';
import { EBADF, EBUSY, EINVAL } from './errno';
import { type FdTable, File, type FileObject } from './file';
import { type Idr } from './idr';
import { type BpfMap } from './map';
import { FLAVOUR } from './rcu';
import { refcountDecAndTest, refcountInc } from './refcount';
import { SlabObject } from './slab';
import { type LoadedProgram, type Trampoline } from './structOps';
import { type Thread } from './thread';

/** enum bpf_prog_type, as far as the vocabulary goes. */
export const PROG_TYPE = { STRUCT_OPS: 27, SYSCALL: 31 } as const;
export type ProgType = (typeof PROG_TYPE)[keyof typeof PROG_TYPE];

/** BPF_PTR_POISON: the program belongs to several maps. */
const POISON = 'poison';

/** What the instructions do, as far as the verifier and a caller can tell. */
export type Instructions =
  | { readonly kind: 'const'; readonly value: number }
  | { readonly kind: 'argument' | 'uninitialised' | 'unreachable' }
  | { readonly kind: 'map'; readonly fd: number };

export interface ProgAttach {
  readonly btf: Btf | undefined;
  readonly btfId: number;
  /** Index of the member. */
  readonly expectedAttachType: number;
}

export class BpfProg extends SlabObject implements FileObject, Trampoline, LoadedProgram {
  id = 0;
  refcnt = 1;
  /** aux->used_maps: only BPF_PROG_BIND_MAP adds any. */
  usedMaps: BpfMap[] = [];
  /** aux->st_ops_assoc */
  stOpsAssoc: BpfMap | typeof POISON | null = null;

  constructor(
    private readonly core: Core,
    private readonly idr: Idr<BpfProg>,
    readonly type: ProgType,
    readonly attach: ProgAttach,
    readonly instructions: Instructions,
    readonly sleepable: boolean,
    readonly gplCompatible: boolean,
  ) {
    super(core, 'struct bpf_prog');
  }

  allocId(): void {
    this.id = this.idr.allocCyclic(this);
  }

  inc(): void {
    refcountInc(this, 'bpf_prog_inc');
  }

  /** bpf_prog_put(): id and BTF go at once, the maps after a grace period and a worker. */
  put(): void {
    if (!refcountDecAndTest(this, 'bpf_prog_put')) return;
    this.idr.remove(this.id);
    this.id = 0;
    if (!this.core.faults.has('prog-leaks-btf')) this.putNoref();
    const { work } = this.core;
    const afterwards = (): void => work.queueWork('bpf_prog_free_deferred', () => this.free());
    work.callRcu('__bpf_prog_put_rcu', afterwards, this.sleepable ? FLAVOUR.TASKS_TRACE : FLAVOUR.RCU);
  }

  /** bpf_prog_free_deferred(): one map after the other, and there may be somebody who looks in between. */
  private *free(): Thread {
    const maps = this.core.faults.has('freed-prog-keeps-maps') ? [] : this.usedMaps;
    this.usedMaps = [];
    for (const [index, map] of maps.entries()) {
      if (index > 0) yield '__bpf_free_used_maps: put the next map';
      map.put();
    }
    if (maps.length > 0 && this.stOpsAssoc !== null) yield 'bpf_prog_disassoc_struct_ops';
    this.disassocStructOps();
    this.kfree('bpf_prog_free_deferred');
  }

  /** bpf_prog_assoc_struct_ops(): only a program that no map has among its own holds the map. */
  assocStructOps(map: BpfMap): number {
    const { faults } = this.core;
    const holds = this.type !== PROG_TYPE.STRUCT_OPS;
    if (this.stOpsAssoc === map) {
      if (holds && faults.has('assoc-again-takes-ref')) map.inc();
      return 0;
    }
    if (this.stOpsAssoc !== null && !holds) {
      this.stOpsAssoc = POISON;
      return 0;
    }
    if (this.stOpsAssoc !== null && !faults.has('assoc-replaces')) return -EBUSY;
    this.disassocStructOps();
    if (holds && !faults.has('assoc-takes-no-ref')) map.inc();
    this.stOpsAssoc = map;
    return 0;
  }

  /** bpf_prog_disassoc_struct_ops() */
  disassocStructOps(): void {
    const map = this.stOpsAssoc;
    if (map === null || map === POISON) return;
    if (this.type !== PROG_TYPE.STRUCT_OPS && !this.core.faults.has('assoc-never-put')) map.put();
    this.stOpsAssoc = null;
  }

  /** __bpf_prog_put_noref() */
  putNoref(): void {
    if (!this.core.faults.has('prog-holds-no-btf')) this.attach.btf?.put();
  }

  /** A program that was refused: nobody has seen it. */
  discard(): void {
    if (!this.core.faults.has('failed-prog-load-leaks-btf')) this.putNoref();
    this.kfree('bpf_prog_load');
  }

  /** f_op->release of bpf_prog_fops */
  release(): void {
    this.put();
  }

  call(arg: number): number {
    this.access('bpf_trampoline');
    if (this.refcnt <= 0) this.core.oops('unable to handle page fault: a trampoline called a program that was freed');
    if (this.type === PROG_TYPE.STRUCT_OPS && this.core.faults.has('return-value-dropped')) return 0;
    return (this.instructions.kind === 'const' ? this.instructions.value : arg) | 0;
  }
}

/** bpf_prog_get() without the reference. */
export function progByFd(files: FdTable, fd: number): BpfProg | number {
  const file = files.fdget(fd);
  if (file === undefined) return -EBADF;
  return file.privateData instanceof BpfProg ? file.privateData : -EINVAL;
}

/** bpf_prog_new_fd(): consumes the caller's reference. */
export function progNewFd(files: FdTable, prog: BpfProg): number {
  return files.install(new File(prog, 'rw'));
}
