// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Which objects an operation touches, by its arguments.
import {
  defaultOf,
  requireDefinition,
  type Argument,
  type Members,
  type ModuleName,
  type Operation,
  type Parameter,
} from '../spec';
import type { Kind, Key, State } from './state';

/** An object, or the place where one could be: a module's name, a path, a descriptor that is closed. */
export interface Touched {
  readonly kind: Kind | 'module';
  readonly key: Key;
}

/** One argument that names an object, and what it names in a state: nothing when it is closed, absent or unbound. */
export interface Naming {
  readonly parameter: string;
  readonly object?: Touched;
  /** The descriptor itself, when the argument is one that is open. */
  readonly handle?: string;
}

const DESCRIPTORS = new Set(['fd', 'handle', 'path']);

const word = (value: Argument): string => (typeof value === 'string' ? value : '');

function named(state: State, parameter: Parameter, value: string): Omit<Naming, 'parameter'> {
  switch (parameter.kind) {
    case 'fd': {
      const file = state.files[value];
      return file === undefined ? {} : { object: file, handle: value };
    }
    case 'handle': {
      const reference = state.bound[value];
      return reference === undefined ? {} : { object: reference };
    }
    default: {
      const pinned = state.pins[value];
      return pinned === undefined ? {} : { object: pinned };
    }
  }
}

/** btf.open looks for a BTF object by the name of its module, so the module is what it touches. */
const moduleNamed = (state: State, name: string): Omit<Naming, 'parameter'> =>
  state.modules[name as ModuleName] === undefined ? {} : { object: { kind: 'module', key: `module:${name}` } };

/** What each argument of an operation names, in the order of the declaration; programs of a value come last. */
export function namings(state: State, operation: Operation): readonly Naming[] {
  const { parameters } = requireDefinition(operation);
  const found: Naming[] = [];
  for (const parameter in parameters) {
    const declared = parameters[parameter];
    if (declared === undefined) continue;
    const value = operation.args[parameter] ?? defaultOf(declared);
    if (DESCRIPTORS.has(declared.kind)) found.push({ parameter, ...named(state, declared, word(value)) });
    else if (parameter === 'name') found.push({ parameter, ...moduleNamed(state, word(value)) });
    else if (declared.kind === 'members') found.push(...programs(state, value as Members));
  }
  return found;
}

function programs(state: State, value: Members): Naming[] {
  return Object.entries(value).flatMap(([member, given]) => {
    const file = typeof given === 'string' ? state.files[given] : undefined;
    return file === undefined ? [] : [{ parameter: `.${member}`, object: file, handle: given as string }];
  });
}

/** The objects that an operation touches, each once. */
export function touchedBy(state: State, operation: Operation): readonly Touched[] {
  const found = new Map<string, Touched>();
  for (const { object } of namings(state, operation))
    if (object !== undefined) found.set(`${object.kind} ${object.key}`, { kind: object.kind, key: object.key });
  return [...found.values()];
}
