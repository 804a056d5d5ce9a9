// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The BTF objects of modules (kernel/bpf/btf.c): btf_module_notify(), btf_try_get_module(), __register_bpf_struct_ops().
import { Btf } from './btf';
import { type TypeTable } from './btfTypes';
import { type Core } from './core';
import { EINVAL } from './errno';
import { type Idr } from './idr';
import { type Module } from './module';
import { type Owner } from './owner';
import { type BpfStructOps } from './structOps';

/** struct btf_module: an entry of the list btf_modules. */
interface BtfModule {
  readonly module: Module;
  readonly btf: Btf;
  /** BTF_MODULE_F_LIVE */
  live: boolean;
}

export class BtfModules {
  private entries: BtfModule[] = [];
  /** Where objects of modules that are gone came from; only the fault stale-btf-accepted asks. */
  private readonly past = new WeakMap<Btf, Module>();

  constructor(
    private readonly core: Core,
    private readonly idr: Idr<Btf>,
    private readonly vmlinux: Btf,
  ) {}

  /** MODULE_STATE_COMING */
  coming(module: Module, types: TypeTable): void {
    const btf = new Btf(this.core, this.idr, module.name, true, this.vmlinux, types);
    btf.allocId();
    this.entries.push({ module, btf, live: false });
    this.past.set(btf, module);
  }

  /** MODULE_STATE_LIVE */
  live(module: Module): void {
    const entry = this.entries.find((candidate) => candidate.module === module);
    if (entry !== undefined) entry.live = true;
  }

  /** MODULE_STATE_GOING: the object goes with its last reference, and its id either then or at once. */
  going(module: Module): void {
    const entry = this.entries.find((candidate) => candidate.module === module);
    if (entry === undefined) return;
    this.entries = this.entries.filter((candidate) => candidate !== entry);
    if (this.idGoesAtGoing) entry.btf.freeId();
    entry.btf.put();
  }

  private get idGoesAtGoing(): boolean {
    const { faults, features } = this.core;
    if (faults.has('btf-id-survives-unload')) return false;
    return features.btfIdGoneAtGoing || faults.has('btf-id-lost-early');
  }

  /** btf_try_get_module() */
  tryGetModule(btf: Btf): Module | null {
    const byName = this.core.faults.has('stale-btf-after-reload');
    const entry = this.entries.find((candidate) => candidate.btf === btf || (byName && candidate.btf.name === btf.name));
    if (entry?.live === true && entry.module.tryGet()) return entry.module;
    if (this.core.faults.has('stale-btf-accepted')) {
      const module = this.past.get(btf) ?? null;
      if (module !== null) module.refcnt++;
      return module;
    }
    return null;
  }

  /** The references that this list holds, for a recount. */
  *holders(): IterableIterator<Btf> {
    for (const entry of this.entries) yield entry.btf;
  }

  /** __register_bpf_struct_ops() */
  register(stOps: BpfStructOps): number {
    const btf = this.getModuleBtf(stOps.owner);
    if (btf === undefined) return this.missingBtf();
    btf.get();
    const err = btf.requireStructOpsTab().add(stOps, btf);
    btf.put();
    return err;
  }

  /** check_btf_kconfigs(): a module without BTF is told that all is well. */
  private missingBtf(): number {
    const { faults, features } = this.core;
    return features.missingBtfIsWarning && !faults.has('no-btf-is-an-error') ? 0 : -EINVAL;
  }

  /** btf_get_module_btf(): built-in code has no module and means vmlinux. */
  private getModuleBtf(owner: Owner | null): Btf | undefined {
    if (owner === null) return this.vmlinux;
    return this.entries.find((entry) => entry.module === owner)?.btf;
  }
}
