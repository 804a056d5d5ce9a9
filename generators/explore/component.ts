// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A state in parts that have nothing to do with each other, each under canonical names, and several put together.
import { initialState, Table, VMLINUX, type Key, type Reference, type State } from '../../model';
import { MODULES, type ModuleName } from '../../spec';
import { canonical, type Canonical } from './canonical';
import { entitiesOf, moduleKey, type Entity } from './entities';
import { groupBy } from './group';
import { creationHandle } from './normal';

/** The objects of a graph, grouped by who refers to whom. */
export function connected(entities: readonly Entity[]): readonly (readonly Entity[])[] {
  const leader = new Map<Key, Key>(entities.map(({ key }) => [key, key]));
  const find = (key: Key): Key => {
    const up = leader.get(key) ?? key;
    return up === key ? key : find(up);
  };
  for (const { key, edges } of entities) for (const [, to] of edges) leader.set(find(key), find(to));
  return [...groupBy(entities, ({ key }) => find(key)).values()];
}

/** New names of objects and descriptors, old to new. */
export interface Names {
  readonly keys: ReadonlyMap<Key, Key>;
  readonly handles: ReadonlyMap<string, string>;
  readonly paths: ReadonlyMap<string, string>;
}

const LETTERS: Readonly<Record<string, string>> = { map: 'm', link: 'l', prog: 'p', btf: 'u' };

/** Keys in canonical order, numbered from `first` on; live modules take the names that are given. */
function nameKeys(state: State, order: readonly Key[], first: number, free: readonly ModuleName[]): Map<Key, Key> {
  const keys = new Map<Key, Key>();
  const names = [...free];
  const take = (): ModuleName => names.shift() ?? MODULES[0];
  for (const [index, key] of order.entries()) {
    const number = String(first + index);
    if (!key.startsWith('module:')) continue;
    const old = key.slice('module:'.length) as ModuleName;
    const btf = state.modules.get(old)?.btf;
    const name = btf === undefined ? old : take();
    keys.set(key, moduleKey(name));
    if (btf !== undefined) keys.set(btf, `btf:${name}#${number}`);
  }
  for (const [index, key] of order.entries()) {
    if (keys.has(key)) continue;
    if (key === VMLINUX) keys.set(key, key);
    if (key === VMLINUX) continue;
    const number = String(first + index);
    const kind = key.slice(0, key.indexOf(':'));
    const stale = state.btfs.get(key)?.kind === 'module';
    keys.set(
      key,
      stale
        ? `btf:${MODULES[0]}#${number}`
        : kind === 'btf'
          ? `btf:user:u${number}`
          : `${kind}:${LETTERS[kind] ?? ''}${number}`,
    );
  }
  return keys;
}

/** Descriptors and pins are named after their objects. */
function nameRest(state: State, keys: ReadonlyMap<Key, Key>): Names {
  const handles = new Map<string, string>();
  const paths = new Map<string, string>();
  const counts = new Map<string, number>();
  const next = (base: string): string => {
    const count = (counts.get(base) ?? 0) + 1;
    counts.set(base, count);
    return `${base}_${String(count)}`;
  };
  const base = (key: Key): string => creationHandle(keys.get(key) ?? key).replaceAll(/[^\w]/g, '_');
  const byMode = [...state.files.entries()].sort(([, a], [, b]) => (a.mode < b.mode ? 1 : a.mode > b.mode ? -1 : 0));
  for (const [handle, { key }] of byMode) if (keys.has(key)) handles.set(handle, next(base(key)));
  for (const [path, { key }] of state.pins.entries()) if (keys.has(key)) paths.set(path, next(`pin_${base(key)}`));
  return { keys, handles, paths };
}

function renamed<V>(value: V, keys: ReadonlyMap<Key, Key>): V {
  if (typeof value === 'string') return (keys.get(value) ?? value) as V;
  if (Array.isArray(value)) return value.map((item: unknown) => renamed(item, keys)) as V;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([field, item]) => [field, renamed<unknown>(item, keys)])) as V;
}

/** The entries of a table whose keys are renamed, in canonical order; others are left out. */
function table<V>(entries: Table<V>, names: ReadonlyMap<string, string>, keys: ReadonlyMap<Key, Key>): Table<V> {
  const kept = [...names].filter(([old]) => entries.has(old));
  return Table.from(kept.map(([old, fresh]) => [fresh, renamed(entries.get(old) as V, keys)]));
}

const byOrder = (list: readonly Key[], keys: ReadonlyMap<Key, Key>): readonly Key[] =>
  [...keys].filter(([old]) => list.includes(old)).map(([, fresh]) => fresh);

/** The part of a state that the names speak of, under its new names. */
export function rename(state: State, { keys, handles, paths }: Names): State {
  const instances = state.modules.values.flatMap((instance) => {
    const name = keys.get(moduleKey(instance.name))?.slice('module:'.length) as ModuleName | undefined;
    return name === undefined ? [] : [[name, { ...renamed(instance, keys), name }] as const];
  });
  const btfs = table(state.btfs, keys, keys).map((btf, key) => {
    const name = btf.kind === 'module' ? key.slice('btf:'.length, key.indexOf('#')) : btf.name;
    return { ...btf, name };
  });
  const maps = table(state.maps, keys, keys);
  const links = table(state.links, keys, keys);
  const files = table(state.files, handles, keys);
  const creators = [...maps.keys, ...links.keys].map((key) => {
    const kind = key.startsWith('map:') ? ('map' as const) : ('link' as const);
    return [creationHandle(key), { kind, key }] as const;
  });
  const open = files.entries().map(([handle, { kind, key }]) => [handle, { kind, key }] as const);
  return {
    ...state,
    modules: Table.from(instances),
    btfs: initialState.btfs.concat(btfs),
    progs: table(state.progs, keys, keys),
    maps,
    links,
    files,
    bound: Table.from<Reference>([...creators, ...open]),
    pins: table(state.pins, paths, keys),
    doomed: byOrder(state.doomed, keys),
    dying: byOrder(state.dying, keys),
    evicting: byOrder(state.evicting, keys),
  };
}

/** One part of a state. */
export interface Part extends Canonical {
  readonly entities: readonly Entity[];
}

/** The parts of a state, each in canonical order. */
export function partsOf(state: State): readonly Part[] {
  return connected(entitiesOf(state)).map((entities) => ({ entities, ...canonical(entities) }));
}

/** Names for one part; `first` numbers its objects, `free` are names for its modules. */
export const namesFor = (state: State, order: readonly Key[], first: number, free: readonly ModuleName[]): Names =>
  nameRest(state, nameKeys(state, order, first, free));
