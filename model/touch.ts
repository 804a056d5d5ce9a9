// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Which objects an operation touches, by its arguments.
import { defaultOf, OPERATIONS, type Argument, type Members, type Operation, type Parameter } from '../spec';
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

/** A parameter whose argument can name objects. */
interface Place {
  readonly parameter: string;
  readonly declared: Parameter;
  readonly fallback: Argument;
}

const NAMING: ReadonlySet<string> = new Set(['fd', 'handle', 'path', 'members']);

/** Of each definition; looked up for every operation that is judged. */
const places = new Map<string, readonly Place[]>(
  OPERATIONS.map(({ op, parameters }) => [
    op,
    Object.entries(parameters)
      .filter(([parameter, { kind }]) => parameter === 'name' || NAMING.has(kind))
      .map(([parameter, declared]) => ({ parameter, declared, fallback: defaultOf(declared) })),
  ]),
);

function objectNamed(state: State, { declared: { kind }, parameter }: Place, name: string): Touched | undefined {
  if (kind === 'fd') return state.files.get(name);
  if (kind === 'handle') return state.bound.get(name);
  return parameter === 'name' ? moduleNamed(state, name) : state.pins.get(name);
}

/** btf.open looks for a BTF object by the name of its module, so the module is what it touches. */
const moduleNamed = (state: State, name: string): Touched | undefined =>
  state.modules.has(name) ? { kind: 'module', key: `module:${name}` } : undefined;

/** What each argument of an operation names, in the order of the declaration; programs of a value come last. */
export function namings(state: State, operation: Operation): readonly Naming[] {
  const found: Naming[] = [];
  for (const place of places.get(operation.op) ?? []) {
    const { parameter, declared, fallback } = place;
    const value = operation.args[parameter] ?? fallback;
    if (typeof value === 'object') {
      addPrograms(found, state, value);
      continue;
    }
    const handle = typeof value === 'string' ? value : '';
    const object = objectNamed(state, place, handle);
    if (object === undefined) found.push({ parameter });
    else found.push(declared.kind === 'fd' ? { parameter, object, handle } : { parameter, object });
  }
  return found;
}

function addPrograms(found: Naming[], state: State, value: Members): void {
  for (const member in value) {
    const handle = value[member];
    const object = typeof handle === 'string' ? state.files.get(handle) : undefined;
    if (object !== undefined) found.push({ parameter: `.${member}`, object, handle: handle as string });
  }
}

/** The objects that are named, each once. */
export function touchedIn(named: readonly Naming[]): readonly Touched[] {
  const found: Touched[] = [];
  for (const { object } of named)
    if (object !== undefined && !found.some(({ key }) => key === object.key)) found.push(object);
  return found;
}

/** The objects that an operation touches, each once. */
export const touchedBy = (state: State, operation: Operation): readonly Touched[] =>
  touchedIn(namings(state, operation)).map(({ kind, key }) => ({ kind, key }));
