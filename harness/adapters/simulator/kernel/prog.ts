// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// struct bpf_prog of type BPF_PROG_TYPE_STRUCT_OPS (kernel/bpf/syscall.c): bpf_prog_put() and what it sets off.
import { type Btf } from './btf';
import { type Core } from './core';
import { EBADF, EINVAL } from './errno';
import { type FdTable, File, type FileObject } from './file';
import { type Idr } from './idr';
import { type BpfMap } from './map';
import { type LoadedProgram, type Trampoline } from './structOps';

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

export class BpfProg implements FileObject, Trampoline, LoadedProgram {
  id = 0;
  refcnt = 1;
  /** aux->used_maps: only BPF_PROG_BIND_MAP adds any. */
  usedMaps: BpfMap[] = [];

  constructor(
    private readonly core: Core,
    private readonly idr: Idr<BpfProg>,
    readonly attach: ProgAttach,
    readonly instructions: Instructions,
    readonly sleepable: boolean,
    readonly gplCompatible: boolean,
  ) {}

  allocId(): void {
    this.id = this.idr.allocCyclic(this);
  }

  inc(): void {
    this.refcnt++;
  }

  /** bpf_prog_put(): id and BTF go at once, the maps after a grace period and a worker. */
  put(): void {
    if (--this.refcnt !== 0) return;
    this.idr.remove(this.id);
    this.id = 0;
    this.putNoref();
    this.core.work.callRcu('__bpf_prog_put_rcu', () =>
      this.core.work.queueWork('bpf_prog_free_deferred', () => {
        for (const map of this.usedMaps) map.put();
        this.usedMaps = [];
      }),
    );
  }

  /** __bpf_prog_put_noref() */
  putNoref(): void {
    this.attach.btf?.put();
  }

  /** f_op->release of bpf_prog_fops */
  release(): void {
    this.put();
  }

  call(arg: number): number {
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
