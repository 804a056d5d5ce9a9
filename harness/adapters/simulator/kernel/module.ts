// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Modules (kernel/module/main.c): states, reference counts, and what a module file brings along.
import { type TypeTable } from './btfTypes';
import { type Core } from './core';
import { type Owner } from './owner';
import { SlabObject } from './slab';
import { type BpfStructOps } from './structOps';
import { type Call, type Thread } from './thread';

export type ModuleState = 'coming' | 'live' | 'going' | 'gone';

/** What the kernel exports to a module. */
export interface Exports {
  /** register_bpf_struct_ops(); absent where the kernel has no such function. */
  readonly registerBpfStructOps?: (stOps: BpfStructOps) => Call<number>;
  readonly core: Core;
}

/** The code of a module: what its file contains, for each load afresh. */
export interface ModuleCode {
  init(): Thread<number>;
  exit(): Thread;
}

/** A module file: its name, its BTF section if it has one, and how to start it. */
export interface ModuleImage {
  readonly name: string;
  readonly types: TypeTable | null;
  /** `parameters` are those of the command line, as the module declares them. */
  load(module: Module, exports: Exports, parameters: ModuleParameters): ModuleCode;
}

export interface ModuleParameters {
  /** Name of the type to register at first, `all` for the six, or `none`. */
  readonly types: string;
  readonly initResult: number;
  /** Name of a type to register after those, or `none`. */
  readonly also: string;
}

export class Module extends SlabObject implements Owner {
  state: ModuleState = 'coming';
  /** module_refcount(): references beside the one that loading holds. */
  refcnt = 1;
  code: ModuleCode | undefined;

  constructor(
    private readonly core: Core,
    readonly name: string,
  ) {
    super(core, `struct module ${name}`);
  }

  /** try_module_get() */
  tryGet(): boolean {
    if (!this.access('try_module_get') || this.state === 'going' || this.state === 'gone') return false;
    this.refcnt++;
    return true;
  }

  /** module_put() */
  put(): void {
    if (!this.access('module_put')) return;
    // Not a refcount_t, but WARN_ON(ret < 0) all the same.
    if (this.refcnt <= 0) this.core.splat('WARNING: CPU: 0 at module_put', this.history('put below zero'));
    this.refcnt--;
    if (this.core.remembers) this.remember('lowered', 'module_put', this.refcnt);
  }

  /** try_release_module_ref(): from here on nobody gets a reference. */
  tryRelease(): boolean {
    if (this.refcnt !== 0) return false;
    this.refcnt = -1;
    return true;
  }

  /** Every callback of the module starts here: after free_module() there is no code to run. */
  enter(callback: string): void {
    if (this.state === 'gone') this.core.oops(`unable to handle page fault: ${callback} of ${this.name}, which is gone`);
  }
}
