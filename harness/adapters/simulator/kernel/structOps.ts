// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What a subsystem gives to register_bpf_struct_ops(), and what it is shown in return (include/linux/bpf.h).
import { type BtfMember, type BtfStruct } from './btfTypes';
import { type Owner } from './owner';
import { type SlabObject } from './slab';
import { type Call } from './thread';

/** The stub of a member in cfi_stubs: what kallsyms and the BTF know of it. */
export interface Stub {
  /** Name of the function. */
  readonly symbol: string;
  /** Whether kallsyms has it. */
  readonly known: boolean;
  readonly args: number;
  /** Whether an argument that is no pointer to a struct has the suffix __nullable. */
  readonly nullableBad: boolean;
}

/** A program as its trampoline calls it. */
export interface Trampoline {
  readonly sleepable: boolean;
  call(arg: number): number;
}

/** What the subsystem sees of a program that is being loaded. */
export interface LoadedProgram {
  readonly sleepable: boolean;
}

/** What the subsystem may do with a link that it was registered with. */
export interface SubsystemLink {
  /** bpf_link_inc_not_zero() */
  incNotZero(): boolean;
  /** link->ops->detach() */
  detach(): Call<number>;
  /** bpf_link_put() */
  put(): void;
}

/** The user's value: one word for each member of the ops struct, unsigned except that -1 is all ones of eight bytes. */
export type Words = number[];

/** kvalue.data: what the subsystem registers. Its identity is that of the memory inside the map. */
export class Kdata {
  readonly words: Words;
  readonly trampolines: (Trampoline | undefined)[];
  /** Whether the struct module member, if there is one, is BPF_MODULE_OWNER. */
  ownerIsModule = false;

  constructor(
    members: number,
    private readonly memory: SlabObject,
  ) {
    this.words = new Array<number>(members).fill(0);
    this.trampolines = new Array<Trampoline | undefined>(members).fill(undefined);
  }

  /** Whoever looks into it, or calls through it, looks into the map. */
  access(by: string): boolean {
    return this.memory.access(by);
  }

  /** memset(kdata, 0) */
  clear(): void {
    this.words.fill(0);
    this.trampolines.fill(undefined);
    this.ownerIsModule = false;
  }
}

/** struct bpf_struct_ops. Two of them are the same type only if they are the same object. */
export interface BpfStructOps {
  readonly name: string;
  readonly owner: Owner | null;
  /** By member name; a member that is absent has a NULL stub. Null: there is no cfi_stubs at all. */
  readonly cfiStubs: ReadonlyMap<string, Stub> | null;
  init(): number;
  checkMember?(member: BtfMember, prog: LoadedProgram): number;
  /** Copies what it handles from udata to kdata and returns a positive number; 0 leaves the member to the core. */
  initMember(type: BtfStruct, member: BtfMember, kdata: Kdata, udata: Words): number;
  validate?(kdata: Kdata): number;
  reg(kdata: Kdata, link: SubsystemLink | null): Call<number>;
  unreg(kdata: Kdata, link: SubsystemLink | null): Call<void>;
  update?(kdata: Kdata, oldKdata: Kdata, link: SubsystemLink | null): Call<number>;
}
