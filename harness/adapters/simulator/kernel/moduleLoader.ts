// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// finit_module(2) and delete_module(2) (kernel/module/main.c).
import { type BtfModules } from './btfModule';
import { type Core } from './core';
import { EAGAIN, EBUSY, EEXIST, EINVAL, ENOENT, EPERM } from './errno';
import { type Exports, Module, type ModuleImage, type ModuleParameters } from './module';
import { Mutex } from './mutex';
import { FLAVOUR } from './rcu';
import { type Awaited, type Task } from './task';
import { type Call, type Thread } from './thread';

/** MODULE_INIT_IGNORE_MODVERSIONS, _IGNORE_VERMAGIC, _COMPRESSED_FILE */
const MODULE_INIT_FLAGS = 7;

/** struct idempotent: a load that others wait for. */
interface Loading extends Awaited {
  ret: number;
  readonly waiters: Task[];
}

export class ModuleLoader {
  /** The list `modules`, by name. */
  private readonly modules = new Map<string, Module>();
  private readonly mutex: Mutex;
  /** Files that somebody is loading, and who else wants them. */
  private readonly inFlight = new Map<ModuleImage, Loading>();

  constructor(
    private readonly core: Core,
    private readonly btfModules: BtfModules,
  ) {
    this.mutex = new Mutex(core, 'module_mutex');
  }

  find(name: string): Module | undefined {
    return this.modules.get(name);
  }

  all(): readonly Module[] {
    return [...this.modules.values()];
  }

  finitModule(image: ModuleImage, parameters: ModuleParameters, flags: number, capable: boolean): Call<number> {
    const { faults } = this.core;
    if (!capable && !faults.has('load-needs-no-cap')) return -EPERM;
    if ((flags & ~MODULE_INIT_FLAGS) !== 0 && !faults.has('load-flags-ignored')) return -EINVAL;
    return this.core.preemptible ? this.idempotentInit(image, parameters) : this.loadModule(image, parameters);
  }

  /** idempotent_init_module(): who comes second with the same file waits, and is told what the first was. */
  private *idempotentInit(image: ModuleImage, parameters: ModuleParameters): Thread<number> {
    const { core } = this;
    yield 'idempotent_init_module: idempotent';
    const first = this.inFlight.get(image);
    if (first !== undefined) {
      if (core.faults.has('load-does-not-wait')) return 0;
      first.waiters.push(core.current);
      core.current.waitsFor = first;
      yield 'idempotent_wait_for_completion: wait';
      return first.ret;
    }
    const loading: Loading = { what: `the load of ${image.name}`, passes: false, ret: 0, waiters: [] };
    this.inFlight.set(image, loading);
    loading.ret = yield* this.loadModule(image, parameters);
    yield 'idempotent_complete: complete';
    this.inFlight.delete(image);
    for (const task of loading.waiters) core.tasks?.wake(task);
    return loading.ret;
  }

  /** load_module(), add_unformed_module() */
  private *loadModule(image: ModuleImage, parameters: ModuleParameters): Thread<number> {
    const { core } = this;
    if (!this.mutex.tryLock()) yield* this.mutex.lock('add_unformed_module');
    const present = this.modules.get(image.name);
    if (present !== undefined) {
      if (!core.faults.has('load-again-keeps-mutex')) this.mutex.unlock();
      return present.state === 'live' && !core.faults.has('load-again-ebusy') ? -EEXIST : -EBUSY;
    }
    const module = new Module(core, image.name);
    this.modules.set(image.name, module);
    this.mutex.unlock();
    const coming = image.types === null ? undefined : this.btfModules.coming(module, image.types);
    if (coming !== undefined) yield* coming;
    module.code = image.load(module, this.exports(), parameters);
    return yield* this.doInitModule(module);
  }

  private exports(): Exports {
    const { core, btfModules } = this;
    return core.features.moduleTypes ? { core, registerBpfStructOps: (stOps) => btfModules.register(stOps) } : { core };
  }

  /** do_init_module(): a positive return of init is warned of, and the module stays. */
  private *doInitModule(module: Module): Thread<number> {
    if (this.core.preemptible) yield 'do_init_module: init';
    const ret = module.code === undefined ? 0 : yield* module.code.init();
    if (ret < 0 || (ret > 0 && this.core.faults.has('positive-init-fails'))) {
      module.state = 'going';
      if (this.core.preemptible) yield* this.core.rcu.synchronize('do_init_module', FLAVOUR.RCU);
      module.put();
      yield* this.freeFailed(module);
      return this.initError(ret);
    }
    module.state = 'live';
    const live = this.btfModules.live(module);
    if (live !== undefined) yield* live;
    if (this.core.preemptible) yield 'do_init_module: drop the initial reference';
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

  deleteModule(name: string, capable: boolean): Call<number> {
    if (!capable && !this.core.faults.has('unload-needs-no-cap')) return -EPERM;
    return this.stopAndFree(name);
  }

  private *stopAndFree(name: string): Thread<number> {
    if (!this.mutex.tryLock()) yield* this.mutex.lock('delete_module');
    const module = this.modules.get(name);
    const err = module === undefined ? -ENOENT : this.tryStopModule(module);
    this.mutex.unlock();
    if (module === undefined || err !== 0) return err;
    if (this.core.preemptible) yield 'delete_module: exit';
    module.state = 'going';
    if (module.code !== undefined) yield* module.code.exit();
    const freesFirst = this.core.preemptible && this.core.faults.has('unload-frees-before-going');
    if (freesFirst) yield* this.free(module, true);
    const going = this.btfModules.going(module);
    if (going !== undefined) yield* going;
    if (!freesFirst) yield* this.free(module, true);
    return 0;
  }

  private tryStopModule(module: Module): number {
    const { faults } = this.core;
    if (module.state !== 'live') return -EBUSY;
    // try_stop_module(): -EWOULDBLOCK.
    if (!module.tryRelease() && !faults.has('unload-ignores-refcnt'))
      return faults.has('unload-in-use-ebusy') ? -EBUSY : -EAGAIN;
    if (!this.core.preemptible || !faults.has('unload-state-set-late')) module.state = 'going';
    return 0;
  }

  /** free_module() */
  private *free(module: Module, isListed: boolean): Thread {
    if (!this.mutex.tryLock()) yield* this.mutex.lock('free_module');
    if (isListed) this.modules.delete(module.name);
    module.state = 'gone';
    this.mutex.unlock();
    module.kfree('free_module');
  }

  /** The same where init failed. */
  private *freeFailed(module: Module): Thread {
    const { faults } = this.core;
    const going = faults.has('failed-init-keeps-btf') ? undefined : this.btfModules.going(module);
    if (going !== undefined) yield* going;
    yield* this.free(module, !faults.has('failed-init-keeps-module'));
  }
}
