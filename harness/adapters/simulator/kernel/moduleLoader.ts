// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// finit_module(2) and delete_module(2) (kernel/module/main.c).
import { type BtfModules } from './btfModule';
import { type Core } from './core';
import { EAGAIN, EBUSY, EEXIST, EINVAL, ENOENT, EPERM } from './errno';
import { type Exports, Module, type ModuleImage, type ModuleParameters } from './module';

/** MODULE_INIT_IGNORE_MODVERSIONS, _IGNORE_VERMAGIC, _COMPRESSED_FILE */
const MODULE_INIT_FLAGS = 7;

export class ModuleLoader {
  /** The list `modules`, by name. */
  private readonly modules = new Map<string, Module>();

  constructor(
    private readonly core: Core,
    private readonly btfModules: BtfModules,
  ) {}

  find(name: string): Module | undefined {
    return this.modules.get(name);
  }

  all(): readonly Module[] {
    return [...this.modules.values()];
  }

  finitModule(image: ModuleImage, parameters: ModuleParameters, flags: number, capable: boolean): number {
    const { faults } = this.core;
    if (!capable && !faults.has('load-needs-no-cap')) return -EPERM;
    if ((flags & ~MODULE_INIT_FLAGS) !== 0 && !faults.has('load-flags-ignored')) return -EINVAL;
    const present = this.modules.get(image.name);
    if (present !== undefined) return present.state === 'live' && !faults.has('load-again-ebusy') ? -EEXIST : -EBUSY;
    const module = new Module(this.core, image.name);
    this.modules.set(image.name, module);
    if (image.types !== null) this.btfModules.coming(module, image.types);
    module.code = image.load(module, this.exports(), parameters);
    return this.doInitModule(module);
  }

  private exports(): Exports {
    const { core, btfModules } = this;
    return core.features.moduleTypes ? { core, registerBpfStructOps: (stOps) => btfModules.register(stOps) } : { core };
  }

  /** do_init_module(): a positive return of init is warned of, and the module stays. */
  private doInitModule(module: Module): number {
    const ret = module.code?.init() ?? 0;
    if (ret < 0 || (ret > 0 && this.core.faults.has('positive-init-fails'))) {
      module.state = 'going';
      module.put();
      this.freeFailed(module);
      return this.initError(ret);
    }
    module.state = 'live';
    this.btfModules.live(module);
    module.put();
    return 0;
  }

  /** -EEXIST is kept for a module of that name being there already. */
  private initError(ret: number): number {
    const { faults, features } = this.core;
    if (faults.has('failed-init-is-einval')) return -EINVAL;
    const isTaken = features.initEexistIsEbusy && !faults.has('init-eexist-kept');
    return ret === -EEXIST && isTaken ? -EBUSY : ret;
  }

  deleteModule(name: string, capable: boolean): number {
    const { faults } = this.core;
    if (!capable && !faults.has('unload-needs-no-cap')) return -EPERM;
    const module = this.modules.get(name);
    if (module === undefined) return -ENOENT;
    if (module.state !== 'live') return -EBUSY;
    // try_stop_module(): -EWOULDBLOCK.
    if (module.refcnt !== 0 && !faults.has('unload-ignores-refcnt'))
      return faults.has('unload-in-use-ebusy') ? -EBUSY : -EAGAIN;
    module.state = 'going';
    module.code?.exit();
    this.free(module);
    return 0;
  }

  /** The GOING notifier, then free_module(). */
  private free(module: Module): void {
    this.btfModules.going(module);
    this.modules.delete(module.name);
    module.state = 'gone';
  }

  /** The same where init failed. */
  private freeFailed(module: Module): void {
    const { faults } = this.core;
    if (!faults.has('failed-init-keeps-btf')) this.btfModules.going(module);
    if (!faults.has('failed-init-keeps-module')) this.modules.delete(module.name);
    module.state = 'gone';
  }
}
