// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// struct bpf_struct_ops_map (kernel/bpf/bpf_struct_ops.c): lookup, delete, get_next_key, free.
import { type Btf } from './btf';
import { type Core } from './core';
import { EINPROGRESS, ENOENT, ENOTSUPP, EOPNOTSUPP } from './errno';
import { type Idr } from './idr';
import { BpfMap } from './map';
import { type BpfLink, type TrampLink } from './link';
import { type Module } from './module';
import { Mutex } from './mutex';
import { FLAVOUR } from './rcu';
import { Kdata, type Words } from './structOps';
import { type StructOpsDesc } from './structOpsDesc';
import { after, type Call, type Thread } from './thread';

/** enum bpf_struct_ops_state */
export const STATE = { INIT: 0, INUSE: 1, TOBEFREE: 2, READY: 3 } as const;
export type State = (typeof STATE)[keyof typeof STATE];

export const BPF_F_LINK = 1 << 13;
export const BPF_F_VTYPE_BTF_OBJ_FD = 1 << 15;

/** What a successful LOOKUP copies to user space. */
export interface LookedUp {
  readonly state: State;
  readonly refcnt: number;
  readonly words: Words;
}

/** What the map was made of: the type, the BTF that describes it, and the module that both belong to. */
export interface TypeInUse {
  readonly desc: StructOpsDesc;
  readonly btf: Btf;
  readonly module: Module | null;
}

export class StructOpsMap extends BpfMap {
  state: State = STATE.INIT;
  readonly lock: Mutex;
  /** kvalue.refcnt, where it counts apart from the map's references. */
  kvalueRefcnt = 0;
  /** kvalue.data */
  readonly kdata: Kdata;
  /** uvalue->data: what LOOKUP shows. */
  readonly uwords: Words;
  /** One for each program in kdata. */
  readonly links: TrampLink[] = [];

  constructor(
    core: Core,
    idr: Idr<BpfMap>,
    /** Of the struct_ops links, where a map's links to its programs get no id. */
    readonly linkIdr: Idr<BpfLink>,
    readonly type: TypeInUse,
    readonly flags: number,
  ) {
    super(core, idr, 'struct bpf_struct_ops_map');
    this.lock = new Mutex(core, 'st_map->lock');
    const members = type.desc.type.members.length;
    this.kdata = new Kdata(members, this);
    this.uwords = new Array<number>(members).fill(0);
    if (core.faults.has('btf-held-by-map')) type.btf.get();
  }

  get isLinkMap(): boolean {
    return (this.flags & BPF_F_LINK) !== 0;
  }

  /** bpf_struct_ops_map_sys_lookup_elem() */
  lookupElem(key: number): LookedUp | number {
    const { faults } = this.core;
    this.access('bpf_struct_ops_map_sys_lookup_elem');
    if (key !== 0 && !faults.has('lookup-key-ignored')) return -ENOENT;
    if (this.state === STATE.INIT && faults.has('lookup-init-enoent')) return -ENOENT;
    if (this.state === STATE.INIT || (this.state === STATE.TOBEFREE && faults.has('lookup-deleted-zero')))
      return { state: STATE.INIT, refcnt: 0, words: this.uwords.map(() => 0) };
    return { state: this.state, refcnt: this.shownRefcnt(), words: [...this.uwords] };
  }

  private shownRefcnt(): number {
    const { faults, features } = this.core;
    if (features.kvalueRefcnt) return this.kvalueRefcnt;
    if (faults.has('lookup-counts-registration-only')) return this.state === STATE.INUSE ? 1 : 0;
    const users = faults.has('lookup-shows-user-refs') ? 0 : this.usercnt;
    return Math.max(this.refcnt - users, 0);
  }

  /** bpf_struct_ops_map_get_next_key(); undefined is a NULL key. */
  getNextKey(key: number | undefined): number {
    const { faults } = this.core;
    if (key === 0) return faults.has('next-key-never-ends') ? 0 : -ENOENT;
    return faults.has(key === undefined ? 'next-key-null-enoent' : 'next-key-other-enoent') ? -ENOENT : 0;
  }

  /** bpf_struct_ops_map_delete_elem(), which never looks at the key. */
  deleteElem(): Call<number> {
    const { faults } = this.core;
    this.access('bpf_struct_ops_map_delete_elem');
    const err = this.isLinkMap && !faults.has('delete-ignores-link-flag') ? this.deleteLinkMap() : this.unregister();
    return typeof err === 'number' && faults.has('delete-always-succeeds') ? 0 : err;
  }

  private deleteLinkMap(): number {
    const { faults } = this.core;
    if (this.state === STATE.READY && faults.has('delete-retires-link-map')) {
      this.state = STATE.TOBEFREE;
      return 0;
    }
    return faults.has('delete-link-map-enotsupp') ? -ENOTSUPP : -EOPNOTSUPP;
  }

  private unregister(): Call<number> {
    const { core } = this;
    if (core.preemptible && core.faults.has('delete-state-not-exchanged')) return this.unregisterInSteps();
    return this.unregisterFrom(
      this.cmpxchgState(STATE.INUSE, core.faults.has('delete-resets-to-init') ? STATE.INIT : STATE.TOBEFREE),
    );
  }

  /** Only a fault reads and writes the state apart. */
  private *unregisterInSteps(): Thread<number> {
    const { state } = this;
    yield 'bpf_struct_ops_map_delete_elem: set the state';
    if (state === STATE.INUSE) this.state = STATE.TOBEFREE;
    const result = this.unregisterFrom(state);
    return typeof result === 'number' ? result : yield* result;
  }

  private unregisterFrom(state: State): Call<number> {
    const { faults } = this.core;
    switch (state) {
      case STATE.INUSE:
        return this.unregAndPut();
      case STATE.TOBEFREE:
        if (!faults.has('delete-again-unregs')) return -EINPROGRESS;
        return after(this.type.desc.stOps.unreg(this.kdata, null), -EINPROGRESS);
      case STATE.INIT:
      case STATE.READY:
        return -ENOENT;
    }
  }

  /** cmpxchg(&kvalue.common.state, from, to): what it was before. One of several who try has it changed. */
  private cmpxchgState(from: State, to: State): State {
    const { state } = this;
    if (state === from) this.state = to;
    return state;
  }

  /** The state is another one already while the subsystem still has the map. */
  private *unregAndPut(): Thread<number> {
    const { core } = this;
    const { faults } = core;
    if (core.preemptible) yield 'bpf_struct_ops_map_delete_elem: unreg';
    if (!faults.has('delete-does-not-unreg')) {
      const unreg = this.type.desc.stOps.unreg(this.kdata, null);
      if (typeof unreg === 'object') yield* unreg;
    }
    if (core.preemptible) yield 'bpf_struct_ops_map_delete_elem: put';
    this.kvalueRefcnt = 0;
    if (faults.has('delete-puts-module')) this.type.module?.put();
    if (!faults.has('inuse-holds-no-map') && !faults.has('delete-keeps-map')) this.put();
    return 0;
  }

  /** bpf_struct_ops_valid_to_reg() */
  get validToReg(): boolean {
    return this.access('bpf_struct_ops_valid_to_reg') && this.isLinkMap && this.state === STATE.READY;
  }

  /** bpf_struct_ops_map_dissoc_progs() */
  dissocProgs(): void {
    for (const { prog } of this.links) prog?.disassocStructOps();
  }

  /** bpf_struct_ops_map_put_progs() */
  putProgs(): void {
    for (const link of this.links) link.put();
    this.links.length = 0;
  }

  /** Without a user left only the registration holds the map. */
  override putWithUref(): void {
    super.putWithUref();
    if (this.usercnt > 0 || !this.core.faults.has('close-unregisters')) return;
    const unregister = this.unregister();
    if (typeof unregister === 'object') this.core.complete(unregister);
  }

  /** bpf_struct_ops_map_free(): the module is let go before the wait, the programs after it. */
  protected override *mapFree(): Thread {
    const { core } = this;
    this.putModule();
    this.dissocProgs();
    // RCU: all programs that do not sleep have ended; RCU tasks: so have the last instructions of their trampolines.
    if (core.features.mapFreeWaits) yield* core.rcu.synchronize('bpf_struct_ops_map_free', FLAVOUR.RCU, FLAVOUR.TASKS);
    this.freeProgs();
  }

  private putModule(): void {
    const { faults } = this.core;
    if (faults.has('map-does-not-hold-module') || faults.has('freed-map-keeps-module')) return;
    if (faults.has('delete-puts-module') && this.state === STATE.TOBEFREE) return;
    this.type.module?.put();
    if (faults.has('module-put-twice')) this.type.module?.put();
  }

  private freeProgs(): void {
    const { faults } = this.core;
    const { btf, module } = this.type;
    if (module?.state === 'gone' && faults.has('freed-map-reads-type'))
      this.core.oops(`KASAN: slab-use-after-free in bpf_struct_ops_map_put_progs: a type of ${module.name}`);
    if (faults.has('progs-put-twice')) for (const { prog } of this.links) prog?.put();
    if (!faults.has('freed-map-keeps-progs')) this.putProgs();
    if (faults.has('btf-held-by-map')) btf.put();
  }
}
