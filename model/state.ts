// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What the reference machine remembers between operations: plain readonly values, no reference counts.
// Who holds what is derived from the holders (references.ts), so a count can never disagree with them.
import type { ModuleName } from '../spec';
import { Table } from './table';

/** Names of objects inside the model: `map:m`, `link:l`, `prog:p`, `btf:soc_a#1`, `btf:vmlinux`, `btf:user:u`. */
export type Key = string;
export type Kind = 'btf' | 'prog' | 'map' | 'link';
export type Mode = 'rw' | 'ro' | 'wo';
/** enum bpf_struct_ops_state, without the prefix BPF_STRUCT_OPS_STATE_. */
export type MapPhase = 'INIT' | 'INUSE' | 'TOBEFREE' | 'READY';

/** One load of a module. A reload is another instance, with another BTF object. */
export interface Instance {
  readonly name: ModuleName;
  /** Absent for a module without BTF. */
  readonly btf?: Key;
  /** The `struct bpf_struct_ops` objects in the table of its BTF. */
  readonly registered: readonly string[];
  /** Whether init_once has failed already. */
  readonly failedOnce: boolean;
  /** What reg() has accepted and unreg() has not taken back, oldest first. */
  readonly registrations: readonly Registered[];
  /** Callbacks since the log was emptied. */
  readonly log: readonly string[];
  /** Maps that are gone but whose reference on the module is not yet dropped (RELEASE-01). */
  readonly pendingPuts: number;
}

export interface Registered {
  readonly type: string;
  readonly map: Key;
  /** Absent for a map without BPF_F_LINK, and when reg() is not told of links. */
  readonly link?: Key;
  /** Snapshot of what a call needs; the map may be another one after LINK_UPDATE. */
  readonly tag: number;
}

export interface Btf {
  readonly kind: 'vmlinux' | 'module' | 'user';
  /** The module's name, or `vmlinux`; empty for a user's. */
  readonly name: string;
  /** False once the module is gone: no id, no types. */
  readonly live: boolean;
  /**
   * Whether something is gone that may refer to the object for a while: a program of its types that went with a map
   * (MOD-BTF-05), or the map that was created with it (ID-05).
   */
  readonly orphaned?: boolean;
}

interface AnyProg {
  /** Maps that BPF_PROG_BIND_MAP tied to it. */
  readonly binds: readonly Key[];
}

export interface StructOpsProg extends AnyProg {
  readonly kind: 'struct_ops';
  readonly btf: Key;
  readonly type: string;
  /** Name of the member that it was loaded for. */
  readonly member: string;
  readonly body: 'const' | 'argument';
  readonly value: number;
}

/** A program of BPF_PROG_TYPE_SYSCALL: of no struct_ops type, returning 0. */
export interface SyscallProg extends AnyProg {
  readonly kind: 'syscall';
  /** The map that BPF_PROG_ASSOC_STRUCT_OPS gave it, for good. */
  readonly assoc?: Key;
}

export type Prog = StructOpsProg | SyscallProg;

export interface StructOpsMap {
  readonly btf: Key;
  readonly type: string;
  readonly link: boolean;
  readonly phase: MapPhase;
  /** Non-zero members: data words, and the keys of programs. Empty in phase INIT. */
  readonly value: Readonly<Record<string, number | Key>>;
  /** The user's BTF it was created with; absent when the implementation supplied one. */
  readonly user?: Key;
  readonly vtypeFlag: boolean;
  /** Links that are unregistered and gone but whose reference on the map is not yet dropped (RELEASE-02). */
  readonly pendingPuts?: number;
}

export interface Link {
  /** Absent when it is detached. */
  readonly map?: Key;
}

/** What a descriptor or a pin refers to. */
export interface Reference {
  readonly kind: Kind;
  readonly key: Key;
}

export interface OpenFile extends Reference {
  readonly mode: Mode;
}

export interface State {
  readonly modules: Table<Instance, ModuleName>;
  /** Successful and failed loads so far; numbers the instances. */
  readonly loads: number;
  readonly btfs: Table<Btf>;
  readonly progs: Table<Prog>;
  readonly maps: Table<StructOpsMap>;
  readonly links: Table<Link>;
  /** Open descriptors, by handle. */
  readonly files: Table<OpenFile>;
  /** What each handle referred to when it was bound, open or not. */
  readonly bound: Table<Reference>;
  readonly pins: Table<Reference>;
  /** Links whose last reference was a pin, waiting for the worker (RELEASE-02). */
  readonly doomed: readonly Key[];
  /** What pins referred to that are gone and whose inodes still hold it, until an RCU callback (RELEASE-05). */
  readonly evicting: readonly Key[];
  /** Programs without references that still hold maps (RELEASE-03). */
  readonly dying: readonly Key[];
  /** Links that the subsystem has let go of while the kernel still shows them: only in the middle of an operation. */
  readonly leaving?: readonly Key[];
}

/** A state as JSON has it. */
export type PlainState = {
  readonly [Field in keyof State]: State[Field] extends Table<infer V, infer K> ? Readonly<Record<K, V>> : State[Field];
};

/** The state that a text has made its way from. */
export const stateFrom = (plain: PlainState): State => ({
  ...plain,
  modules: Table.of<Instance, ModuleName>(plain.modules),
  btfs: Table.of(plain.btfs),
  progs: Table.of<Prog>(plain.progs),
  maps: Table.of(plain.maps),
  links: Table.of(plain.links),
  files: Table.of(plain.files),
  bound: Table.of(plain.bound),
  pins: Table.of(plain.pins),
});

export const VMLINUX: Key = 'btf:vmlinux';

export const initialState: State = {
  modules: Table.empty(),
  loads: 0,
  btfs: Table.of<Btf>({ [VMLINUX]: { kind: 'vmlinux', name: 'vmlinux', live: true } }),
  progs: Table.empty(),
  maps: Table.empty(),
  links: Table.empty(),
  files: Table.empty(),
  bound: Table.empty(),
  pins: Table.empty(),
  doomed: [],
  evicting: [],
  dying: [],
};
