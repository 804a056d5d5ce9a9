// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Every operation of the vocabulary, by name.
import type { Definition, Operation } from '../vocabulary/operation';
import * as btf from './btf';
import * as link from './link';
import * as loader from './loader';
import * as map from './map';
import * as modules from './module';
import * as object from './object';
import * as prog from './prog';

export * from './btf';
export * from './link';
export * from './loader';
export * from './map';
export * from './module';
export * from './object';
export * from './prog';
export { toldBy, type Told } from './told';

const definitions = (...groups: readonly object[]): readonly Definition[] =>
  groups.flatMap((group) => Object.values(group) as unknown as Definition[]);

/** What every implementation should have, since a kernel has it: all but the loader's operations. */
export const KERNEL_OPERATIONS = definitions(modules, btf, prog, map, link, object);

/** In the order of the documentation: modules, BTF, programs, maps, links, what all objects share, loaders. */
export const OPERATIONS: readonly Definition[] = [...KERNEL_OPERATIONS, ...definitions(loader)];

const byName = new Map(OPERATIONS.map((definition) => [definition.op, definition]));

/** The definition of an operation's name; undefined when the vocabulary lacks it. */
export const definitionOf = (op: string): Definition | undefined => byName.get(op);

/** Throws when the operation is not of the vocabulary: only parsed and generated programs get this far. */
export function requireDefinition(operation: Operation): Definition {
  const definition = byName.get(operation.op);
  if (definition === undefined) throw new Error(`no operation is called ${operation.op}`);
  return definition;
}
