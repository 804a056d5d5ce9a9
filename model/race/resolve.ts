// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Finding the objects of descriptors and paths is a step of its own where another thread may take them away meanwhile.
import { definitionOf, type Argument, type Operation } from '../../spec';
import type { State } from '../state';
import { hold, holdPin, withKernel, type World } from './world';

/** An argument that names a descriptor or a path, in the kernel's order. */
export interface Place {
  readonly parameter: string;
  readonly member?: string;
  readonly kind: 'fd' | 'path';
  readonly name: string;
}

/** Operations that act on the table or the directory itself, not on what a name in it refers to. */
const ON_NAMES: ReadonlySet<string> = new Set(['fd.close', 'pin.create path', 'pin.remove path']);

export function placesOf(operation: Operation): readonly Place[] {
  const parameters = Object.entries(definitionOf(operation.op)?.parameters ?? {});
  if (ON_NAMES.has(operation.op)) return [];
  return parameters.flatMap(([parameter, { kind }]): Place[] => {
    const value = operation.args[parameter];
    if (kind === 'members' && typeof value === 'object')
      return Object.entries(value).flatMap(([member, word]) =>
        typeof word === 'string' ? [{ parameter, member, kind: 'fd' as const, name: word }] : [],
      );
    if ((kind !== 'fd' && kind !== 'path') || typeof value !== 'string') return [];
    return ON_NAMES.has(`${operation.op} ${parameter}`) ? [] : [{ parameter, kind, name: value }];
  });
}

function replaced(operation: Operation, { parameter, member }: Place, name: string): Operation {
  const value: Argument | undefined = operation.args[parameter];
  const fresh = member === undefined ? name : { ...(value as Readonly<Record<string, string>>), [member]: name };
  return { ...operation, args: { ...operation.args, [parameter]: fresh } };
}

/**
 * __fget_files() looks at the table again when it has its reference, and drops that when the descriptor was closed
 * meanwhile. It may be the last one then, and what close(2) was to do is done when this operation returns. Undefined where
 * the descriptor is still open, or was not found.
 */
export function missed(world: World, operation: Operation, place: Place): Operation | undefined {
  const { parameter, member, kind, name } = place;
  const value = operation.args[parameter];
  const held = member === undefined ? value : (value as Readonly<Record<string, string>>)[member];
  const isHeld = kind === 'fd' && held !== name && held !== 'closed' && held !== 'none';
  return isHeld && !world.kernel.files.has(name) ? replaced(operation, place, 'closed') : undefined;
}

export interface Resolved {
  readonly world: World;
  readonly operation: Operation;
}

/** The object of one place is found and held, or not found, whatever the name refers to later. */
export function resolve(world: World, slot: number, operation: Operation, place: Place): Resolved {
  const what = `${place.parameter}${place.member ?? ''}`;
  const found =
    place.kind === 'fd' ? byDescriptor(world.kernel, slot, what, place) : byPath(world.kernel, slot, what, place);
  if (found === undefined) {
    const missing =
      place.kind === 'fd' && place.name !== 'none' ? 'closed' : place.kind === 'fd' ? 'none' : '0/nowhere';
    return { world, operation: replaced(operation, place, missing) };
  }
  return { world: withKernel(world, found.kernel), operation: replaced(operation, place, found.name) };
}

function byDescriptor(kernel: State, slot: number, what: string, { name }: Place) {
  const file = kernel.files.get(name);
  return file && hold(kernel, slot, what, file, file.mode);
}

function byPath(kernel: State, slot: number, what: string, { name }: Place) {
  const pin = kernel.pins.get(name);
  return pin && holdPin(kernel, slot, what, pin);
}

/** Whether a descriptor that the operation carries on with has been closed. */
export const isOrphaned = (world: World, operation: Operation, original: Operation): boolean =>
  placesOf(operation).some(({ kind, name }, index) => {
    const before = placesOf(original)[index]?.name ?? name;
    return kind === 'fd' && name !== before && !world.kernel.files.has(before) && name !== 'closed';
  });
