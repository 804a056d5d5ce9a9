// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The BTF objects of modules (kernel/bpf/btf.c): btf_module_notify(), btf_try_get_module(), __register_bpf_struct_ops().
import { Btf } from './btf';
import { type TypeTable } from './btfTypes';
import { type Core } from './core';
import { EINVAL } from './errno';
import { type Idr } from './idr';
import { type Module } from './module';
import { Mutex } from './mutex';
import { type Owner } from './owner';
import { type BpfStructOps } from './structOps';
import { type Call, type Thread } from './thread';

/** struct btf_module: an entry of the list btf_modules. */
interface BtfModule {
  readonly module: Module;
  readonly btf: Btf;
  /** BTF_MODULE_F_LIVE */
  live: boolean;
}

export class BtfModules {
  private entries: BtfModule[] = [];
  private readonly mutex: Mutex;
  /** Where objects of modules that are gone came from; only the fault stale-btf-accepted asks. */
  private readonly past: BtfModule[] = [];

  constructor(
    private readonly core: Core,
    private readonly idr: Idr<Btf>,
    private readonly vmlinux: Btf,
  ) {
    this.mutex = new Mutex(core, 'btf_module_mutex');
  }

  /** MODULE_STATE_COMING: the id is there before the entry. */
  coming(module: Module, types: TypeTable): Thread | undefined {
    const btf = new Btf(this.core, this.idr, module.name, true, this.vmlinux, types);
    btf.allocId();
    return this.locked('btf_module_notify', () => {
      const entry = { module, btf, live: this.core.preemptible && this.core.faults.has('btf-usable-while-coming') };
      this.entries.push(entry);
      this.past.push(entry);
    });
  }

  /** MODULE_STATE_LIVE */
  live(module: Module): Thread | undefined {
    return this.locked('btf_module_notify', () => {
      const entry = this.entries.find((candidate) => candidate.module === module);
      if (entry !== undefined) entry.live = true;
    });
  }

  /** MODULE_STATE_GOING: the object goes with its last reference, and its id either then or at once. */
  going(module: Module): Thread | undefined {
    return this.locked('btf_module_notify', () => {
      const entry = this.entries.find((candidate) => candidate.module === module);
      if (entry === undefined) return;
      this.entries = this.entries.filter((candidate) => candidate !== entry);
      if (this.idGoesAtGoing) entry.btf.freeId();
      entry.btf.put();
    });
  }

  private get idGoesAtGoing(): boolean {
    const { faults, features } = this.core;
    if (faults.has('btf-id-survives-unload')) return false;
    return features.btfIdGoneAtGoing || faults.has('btf-id-lost-early');
  }

  /** btf_try_get_module() */
  tryGetModule(btf: Btf): Call<Module | null> {
    if (!this.core.preemptible) return this.moduleOf(btf);
    if (this.core.faults.has('btf-module-found-then-held')) return this.findThenHold(btf);
    return this.underMutex('btf_try_get_module', () => this.moduleOf(btf));
  }

  /** Only a fault lets go of the list before it holds what it found there. */
  private *findThenHold(btf: Btf): Thread<Module | null> {
    const entry = yield* this.underMutex('btf_try_get_module', () => this.entries.find((each) => each.btf === btf));
    const found = entry?.live === true && entry.module.state === 'live';
    yield 'btf_try_get_module: hold the module';
    if (!found) return null;
    entry.module.access('__module_get');
    entry.module.refcnt++;
    return entry.module;
  }

  /** Nothing below it can sleep, so with nobody to come in between it need not be taken, and no thread is needed. */
  private locked(by: string, work: () => void): Thread | undefined {
    if (this.core.preemptible) return this.underMutex(by, work);
    work();
    return undefined;
  }

  private *underMutex<T>(by: string, look: () => T): Thread<T> {
    yield* this.mutex.lock(by);
    const found = look();
    this.mutex.unlock();
    return found;
  }

  private moduleOf(btf: Btf): Module | null {
    const byName = this.core.faults.has('stale-btf-after-reload');
    const entry = this.entries.find((candidate) => candidate.btf === btf || (byName && candidate.btf.name === btf.name));
    if (entry?.live === true && this.holds(entry.module)) return entry.module;
    if (this.core.faults.has('stale-btf-accepted')) {
      const module = this.past.find((candidate) => candidate.btf === btf)?.module ?? null;
      if (module !== null) module.refcnt++;
      return module;
    }
    return null;
  }

  /** try_module_get() */
  private holds(module: Module): boolean {
    if (module.state !== 'going' || !this.core.faults.has('btf-usable-while-going')) return module.tryGet();
    module.refcnt++;
    return true;
  }

  /** The references that this list holds, for a recount. */
  *holders(): IterableIterator<Btf> {
    for (const entry of this.entries) yield entry.btf;
  }

  /** __register_bpf_struct_ops() */
  register(stOps: BpfStructOps): Call<number> {
    return this.core.preemptible ? this.registerShared(stOps) : this.addTo(this.getModuleBtf(stOps.owner), stOps);
  }

  private *registerShared(stOps: BpfStructOps): Thread<number> {
    const btf = yield* this.underMutex('btf_get_module_btf', () => this.getModuleBtf(stOps.owner));
    yield '__register_bpf_struct_ops: btf_add_struct_ops';
    return this.addTo(btf, stOps);
  }

  private addTo(btf: Btf | undefined, stOps: BpfStructOps): number {
    if (btf === undefined) return this.missingBtf();
    const err = btf.requireStructOpsTab().add(stOps, btf);
    btf.put();
    return err;
  }

  /** check_btf_kconfigs(): a module without BTF is told that all is well. */
  private missingBtf(): number {
    const { faults, features } = this.core;
    return features.missingBtfIsWarning && !faults.has('no-btf-is-an-error') ? 0 : -EINVAL;
  }

  /** btf_get_module_btf(), with a reference: built-in code has no module and means vmlinux. */
  private getModuleBtf(owner: Owner | null): Btf | undefined {
    const btf = owner === null ? this.vmlinux : this.entries.find((entry) => entry.module === owner)?.btf;
    btf?.get();
    return btf;
  }
}
