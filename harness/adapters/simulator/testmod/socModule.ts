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
const SHAPES_OF_TABLE = OWN_REGISTRATIONS.map(registrationShape);
/** For each module what it can register, by name. */
const SHAPES: ReadonlyMap<string, ReadonlyMap<string, SocShape>> = new Map(
  [...SHAPES_OF_SIX].map(([module, six]) => [
    module,
    new Map([...six, ...SHAPES_OF_TABLE].map((shape) => [shape.name, shape])),
  ]),
);

export class SocModule implements ModuleCode {
  readonly log = new CallbackLog();
  /** The control files, there from before the first registration until exit. */
  readonly files: SysfsFiles;
  private readonly registerLock: Mutex;
  /** Held over every call into a program, so that unreg waits for it. */
  private readonly valuesLock: Mutex;
  /** The objects that somebody has asked for, by name: a second registration must see the same one. */
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
    for (const shape of SHAPES_OF_SIX.get(this.module.name) ?? []) {
      if (types !== 'all' && types !== shape.name) continue;
      const err = yield* this.register(shape.name);
      if (err !== 0) return err;
    }
    return also === 'none' ? 0 : yield* this.register(also);
  }

  exit(): Thread {
    return this.files.remove();
  }

  /** The control file `register`: register_bpf_struct_ops(), which the module does without where the kernel has none. */
  *register(name: string): Thread<number> {
    const type = this.findType(name === 'dup' ? PLAIN : name);
    if (type === undefined) return -EINVAL;
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
    const shape = SHAPES.get(this.module.name)?.get(name);
    if (shape === undefined) return undefined;
    const type = new SocType(shape, this.module, this.valuesLock, this.log);
    this.types.set(name, type);
    return type;
  }

  /** Every type of which something is registered, and perhaps others. */
  allTypes(): IterableIterator<SocType> {
    return this.types.values();
  }
}
