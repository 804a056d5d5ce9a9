// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// One load of a test module: init, exit, and the types it has (kernel/testmod/main.c, table.c).
import { EINVAL, EOPNOTSUPP } from '../kernel/errno';
import { type Exports, type Module, type ModuleCode, type ModuleParameters } from '../kernel/module';
import { Mutex } from '../kernel/mutex';
import { type Thread } from '../kernel/thread';
import { CallbackLog } from './log';
import { OWN_REGISTRATIONS, PLAIN, registrationShape, sixOf, type SocShape } from './shapes';
import { SocType } from './socType';
import { SysfsFiles } from './sysfsFiles';

const SHAPES_OF_SIX: ReadonlyMap<string, readonly SocShape[]> = new Map(
  ['soc_a', 'soc_b', 'soc_n'].map((name) => [name, sixOf(name)]),
);
const SHAPES_OF_TABLE: ReadonlyMap<string, SocShape> = new Map(
  OWN_REGISTRATIONS.map((registration) => [registration.name, registrationShape(registration)]),
);

export class SocModule implements ModuleCode {
  readonly log = new CallbackLog();
  /** The control files, there from before the first registration until exit. */
  readonly files: SysfsFiles;
  private readonly registerLock: Mutex;
  /** Held over every call into a program, so that unreg waits for it. */
  private readonly valuesLock: Mutex;
  /** The objects that this load has registered or tried to, by name: a second registration must see the same one. */
  private readonly types = new Map<string, SocType>();

  constructor(
    private readonly module: Module,
    private readonly exports: Exports,
    private readonly parameters: ModuleParameters,
  ) {
    const { core } = exports;
    this.registerLock = new Mutex(core, 'soc_register_lock');
    this.valuesLock = new Mutex(core, 'soc_values_lock');
    this.files = new SysfsFiles(core, module.name);
    for (const shape of SHAPES_OF_SIX.get(module.name) ?? [])
      this.types.set(shape.name, new SocType(shape, module, this.valuesLock, this.log));
  }

  *init(): Thread<number> {
    this.files.create();
    const err = yield* this.registerAll();
    const ret = err === 0 ? this.parameters.initResult : err;
    if (ret < 0) yield* this.files.remove();
    return ret;
  }

  private *registerAll(): Thread<number> {
    const { types, also } = this.parameters;
    // A copy, since `also` may add a type.
    for (const type of [...this.types.values()]) {
      if (types !== 'all' && types !== type.shape.name) continue;
      const err = yield* this.add(type);
      if (err !== 0) return err;
    }
    return also === 'none' ? 0 : yield* this.register(also);
  }

  exit(): Thread {
    return this.files.remove();
  }

  /** The control file `register`. */
  *register(name: string): Thread<number> {
    const type = this.findType(name === 'dup' ? PLAIN : name);
    return type === undefined ? -EINVAL : yield* this.add(type);
  }

  /** register_bpf_struct_ops(), which the module does without where the kernel has none. */
  private *add(type: SocType): Thread<number> {
    const { registerBpfStructOps } = this.exports;
    if (registerBpfStructOps === undefined) return -EOPNOTSUPP;
    if (!this.registerLock.tryLock()) yield* this.registerLock.lock('soc_register');
    const registration = registerBpfStructOps(type);
    const err = typeof registration === 'number' ? registration : yield* registration;
    this.registerLock.unlock();
    return err;
  }

  /** soc_type_find() */
  findType(name: string): SocType | undefined {
    const known = this.types.get(name);
    if (known !== undefined) return known;
    const shape = SHAPES_OF_TABLE.get(name);
    if (shape === undefined) return undefined;
    const type = new SocType(shape, this.module, this.valuesLock, this.log);
    this.types.set(name, type);
    return type;
  }

  /** Every type of which something may be registered. */
  allTypes(): IterableIterator<SocType> {
    return this.types.values();
  }
}
