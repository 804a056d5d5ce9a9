// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The state of one simulated kernel: its tables of objects, modules and files.
import { type Faults } from '../faults';
import { Bpffs } from './bpffs';
import { Btf } from './btf';
import { BtfModules } from './btfModule';
import { Core } from './core';
import { FdTable } from './file';
import { Idr } from './idr';
import { type BpfLink } from './link';
import { type BpfMap } from './map';
import { ModuleLoader } from './moduleLoader';
import { type BpfProg } from './prog';
import { type Features } from './version';
import { type Vmlinux, vmlinuxOf } from './vmlinuxTypes';

export class Kernel {
  readonly core: Core;
  readonly btfIdr = new Idr<Btf>();
  readonly progIdr = new Idr<BpfProg>();
  readonly mapIdr = new Idr<BpfMap>();
  readonly linkIdr = new Idr<BpfLink>();
  readonly files: FdTable;
  readonly bpffs: Bpffs;
  readonly vmlinux: Btf;
  /** What vmlinux's BTF describes. */
  readonly builtin: Vmlinux;
  readonly btfModules: BtfModules;
  readonly modules: ModuleLoader;

  constructor(faults: Faults, features: Features) {
    this.core = new Core(faults, features);
    this.files = new FdTable(this.core);
    this.bpffs = new Bpffs(this.core, this.files);
    this.builtin = vmlinuxOf(features);
    this.vmlinux = new Btf(this.core, this.btfIdr, 'vmlinux', true, null, this.builtin.types);
    this.vmlinux.allocId();
    this.btfModules = new BtfModules(this.core, this.btfIdr, this.vmlinux);
    this.modules = new ModuleLoader(this.core, this.btfModules);
  }
}
