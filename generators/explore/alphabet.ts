// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The operations that an exploration tries in a state: every choice of objects, and few choices of the rest.
import { requireDefinition, type Argument, type Definition, type Operation } from '../../spec';
import type { Key, Kind, State } from '../../model';
import { operationOf } from '../operation';
import { creationHandle } from './normal';
import { modulesOf, type Scope } from './scope';

/** Which values a parameter takes; the default where it says nothing. */
export type Domain = (names: Choice, scope: Scope) => readonly Argument[];
export type Domains = Readonly<Record<string, Domain>>;

/** What arguments can name in a state: each object by one descriptor of each mode, by its first handle, by a pin. */
export interface Choice {
  readonly descriptors: (kind?: Kind) => readonly string[];
  readonly handles: readonly string[];
  readonly paths: readonly string[];
  readonly state: State;
}

export function choiceIn(state: State): Choice {
  const files = new Map<string, readonly [string, Kind]>();
  for (const [handle, { kind, key, mode }] of state.files.entries())
    if (!files.has(`${key} ${mode}`)) files.set(`${key} ${mode}`, [handle, kind]);
  const paths = new Map<Key, string>();
  for (const [path, { key }] of state.pins.entries()) if (!paths.has(key)) paths.set(key, path);
  return {
    descriptors: (kind) =>
      [...files.values()].flatMap(([handle, of]) => (kind === undefined || of === kind ? [handle] : [])),
    handles: [...state.maps.keys, ...state.links.keys].map(creationHandle),
    paths: [...paths.values()],
    state,
  };
}

/** Name of a pin or handle that nothing has yet. */
export const FRESH = 'fresh';

function* combinations(
  parameters: readonly (readonly [string, readonly Argument[]])[],
): Generator<Record<string, Argument>> {
  const [first, ...rest] = parameters;
  if (first === undefined) {
    yield {};
    return;
  }
  const [name, values] = first;
  for (const others of combinations(rest)) for (const value of values) yield { [name]: value, ...others };
}

/** An operation whose result, if it has one, has a name that nothing has yet. */
export const freshOperation = (definition: Definition, args: Readonly<Record<string, Argument>>): Operation =>
  operationOf(definition, args, definition.binds === undefined ? undefined : FRESH);

/** Every operation that the domains of one definition give in a state. */
export function operationsOf(
  definition: Definition,
  domains: Domains,
  names: Choice,
  scope: Scope,
): readonly Operation[] {
  const parameters = Object.entries(domains).map(([name, domain]) => [name, domain(names, scope)] as const);
  return [...combinations(parameters)].map((args) => freshOperation(definition, args));
}

const fd =
  (kind?: Kind): Domain =>
  (names) =>
    names.descriptors(kind);
const words =
  (...values: Argument[]): Domain =>
  () =>
    values;
const modules: Domain = (_names, scope) => modulesOf(scope);
const moduleBtf: Domain = ({ descriptors, state }) =>
  descriptors('btf').filter((handle) => state.btfs.get(state.files.get(handle)?.key ?? '')?.kind === 'module');
const programs: Domain = ({ descriptors }) => [{}, ...descriptors('prog').map((run) => ({ run }))];

/** No old map, or each: together with BPF_F_REPLACE one of these is right. */
const anyOld: Domain = ({ descriptors }) => ['none', ...descriptors('map')];

/** What changes who holds whom, and nothing else. */
export const LIFECYCLE: Readonly<Record<string, Domains>> = {
  'module.load': { name: modules },
  'module.unload': { name: modules },
  'btf.open': { name: modules },
  'prog.load': { btf: moduleBtf, type: words('plain'), member: words('run') },
  'prog.load_syscall': {},
  'prog.assoc': { prog: fd('prog'), map: fd('map') },
  'prog.bind': { prog: fd('prog'), map: fd('map') },
  'map.create': { btf: moduleBtf, type: words('plain'), link: words(false, true) },
  'map.update': { map: fd('map'), value: programs },
  'map.delete': { map: fd('map') },
  'link.create': { map: fd('map') },
  'link.update': { link: fd('link'), map: fd('map'), old: anyOld, flags: words('none', 'replace') },
  'link.detach': { link: fd('link') },
  'fd.close': { fd: fd() },
  'pin.create': { fd: fd(), path: words(FRESH) },
  'pin.remove': { path: ({ paths }) => paths },
  'pin.get': { path: ({ paths }) => paths },
  'object.by_id': { of: ({ handles }) => handles },
};

/** The operations of the lifecycle alone. */
export function lifecycle(state: State, scope: Scope): readonly Operation[] {
  const names = choiceIn(state);
  return Object.entries(LIFECYCLE).flatMap(([op, domains]) =>
    operationsOf(requireDefinition({ op, args: {} }), domains, names, scope),
  );
}
