// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// One load of a test module: init, exit, and the types it has (kernel/testmod/main.c, table.c).
import { EINVAL, EOPNOTSUPP } from '../kernel/errno';
import { type Exports, type Module, type ModuleCode, type ModuleParameters } from '../kernel/module';
import { CallbackLog } from './log';
import { OWN_REGISTRATIONS, PLAIN, registrationShape, sixOf, type SocShape } from './shapes';
import { SocType } from './socType';

const SHAPES_OF_SIX: ReadonlyMap<string, readonly SocShape[]> = new Map(
  ['soc_a', 'soc_b', 'soc_n'].map((name) => [name, sixOf(name)]),
);
const SHAPES_OF_TABLE: ReadonlyMap<string, SocShape> = new Map(
  OWN_REGISTRATIONS.map((registration) => [registration.name, registrationShape(registration)]),
);

export class SocModule implements ModuleCode {
  readonly log = new CallbackLog();
  /** The objects that this load has registered or tried to, by name: a second registration must see the same one. */
  private readonly types = new Map<string, SocType>();

  constructor(
    private readonly module: Module,
    private readonly exports: Exports,
    private readonly parameters: ModuleParameters,
  ) {
    for (const shape of SHAPES_OF_SIX.get(module.name) ?? [])
      this.types.set(shape.name, new SocType(shape, module, this.log));
  }

  init(): number {
    const { types, also, initResult } = this.parameters;
    // A copy, since `also` may add a type.
    for (const type of [...this.types.values()]) {
      if (types !== 'all' && types !== type.shape.name) continue;
      const err = this.add(type);
      if (err !== 0) return err;
    }
    const err = also === 'none' ? 0 : this.register(also);
    return err === 0 ? initResult : err;
  }

  exit(): void {
    // The control files go, which nobody can see from here on.
  }

  /** The control file `register`. */
  register(name: string): number {
    const type = this.findType(name === 'dup' ? PLAIN : name);
    return type === undefined ? -EINVAL : this.add(type);
  }

  /** register_bpf_struct_ops(), which the module does without where the kernel has none. */
  private add(type: SocType): number {
    return this.exports.registerBpfStructOps?.(type) ?? -EOPNOTSUPP;
  }

  /** soc_type_find() */
  findType(name: string): SocType | undefined {
    const known = this.types.get(name);
    if (known !== undefined) return known;
    const shape = SHAPES_OF_TABLE.get(name);
    if (shape === undefined) return undefined;
    const type = new SocType(shape, this.module, this.log);
    this.types.set(name, type);
    return type;
  }

  /** Every type of which something may be registered. */
  allTypes(): IterableIterator<SocType> {
    return this.types.values();
  }
}
