// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The files soc_a.ko, soc_b.ko and soc_n.ko: their BTF sections, and how a load of one starts.
import { MODULES, type ModuleName } from '../../../../spec';
import { type BtfStruct, TypeTable } from '../kernel/btfTypes';
import { opsStruct, valueStruct } from '../kernel/layout';
import { type ModuleImage } from '../kernel/module';
import { VMLINUX_TYPE_COUNT } from '../kernel/vmlinuxTypes';
import { catalogueOf, OWN_REGISTRATIONS, registrationStructs } from './shapes';
import { SocModule } from './socModule';

/**
 * Every module numbers its types from the end of vmlinux's, the six first: so soc_a and soc_b use the same numbers for
 * their types of the same name, as two modules made of one source do.
 */
function typesOfImage(name: ModuleName): TypeTable {
  const structs: BtfStruct[] = [];
  const nextId = (): number => VMLINUX_TYPE_COUNT + 2 * structs.length;
  for (const type of catalogueOf(name)) {
    const ops = opsStruct(nextId(), type.struct, type.members);
    structs.push(ops, valueStruct(ops.id + 1, ops));
  }
  for (const registration of OWN_REGISTRATIONS) structs.push(...registrationStructs(registration, nextId()));
  return new TypeTable(structs);
}

const image = (name: ModuleName): ModuleImage => ({
  name,
  types: name === 'soc_n' ? null : typesOfImage(name),
  load: (module, exports, parameters) => new SocModule(module, exports, parameters),
});

export const IMAGES: ReadonlyMap<string, ModuleImage> = new Map(MODULES.map((name) => [name, image(name)]));
