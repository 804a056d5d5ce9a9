// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The other way to explore: whole states in a set of texts, symmetry by trying every order of the objects. Slow, short,
// and without anything of the fast search but its alphabet and its scope.
import {
  internalSteps,
  stateFrom,
  type Key,
  type Model,
  type PlainState,
  type State,
  type Table,
} from '../../../model';
import { lifecycle } from '../alphabet';
import { lateLinks, type Scope } from '../scope';

function permutations<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length < 2) return [items];
  return items.flatMap((item, index) =>
    permutations(items.filter((_, at) => at !== index)).map((rest) => [item, ...rest]),
  );
}

const holdsBtf = (state: State, key: Key): boolean =>
  state.files.values.some((file) => file.key === key) ||
  state.progs.values.some((prog) => prog.kind === 'struct_ops' && prog.btf === key);

/** Every way to put the objects of each kind in an order, as one list for each way. */
function orders(state: State): readonly (readonly Key[])[] {
  const others = state.btfs.keys.filter((key) => state.btfs.get(key)?.live !== true && holdsBtf(state, key));
  const live = state.modules.values.flatMap(({ btf }) => (btf === undefined ? [] : [btf]));
  const kinds = [live, others, state.maps.keys, state.links.keys, state.progs.keys];
  return kinds.reduce<readonly (readonly Key[])[]>(
    (all, kind) => all.flatMap((before) => permutations(kind).map((order) => [...before, ...order])),
    [[]],
  );
}

/** A state with its objects numbered in a given order. */
function textOf(state: State, order: readonly Key[]): string {
  const at = (key: Key | undefined): number => (key === undefined ? -1 : order.indexOf(key));
  const lists = <V>(table: Table<V>, of: (value: V) => unknown): unknown[] =>
    order.flatMap((key) => (table.has(key) ? [of(table.get(key) as V)] : []));
  const held = (key: Key): unknown => [
    state.files.values
      .filter((file) => file.key === key)
      .map(({ mode }) => mode)
      .sort(),
    state.pins.values.filter((pin) => pin.key === key).length,
    state.doomed.includes(key),
    state.dying.includes(key),
    state.evicting.includes(key),
  ];
  const modules = state.modules.values.map((instance) => [
    at(instance.btf),
    instance.registered,
    instance.failedOnce,
    instance.pendingPuts,
    instance.registrations.map(({ type, map, link, tag }) => [type, at(map), at(link), tag]),
  ]);
  const maps = lists(state.maps, (map) => [
    at(map.btf),
    map.type,
    map.link,
    map.phase,
    map.pendingPuts ?? 0,
    Object.entries(map.value).map(([member, word]) => [member, typeof word === 'string' ? at(word) : word]),
  ]);
  const links = lists(state.links, ({ map }) => at(map));
  const progs = lists(state.progs, (prog) =>
    prog.kind === 'syscall' ? ['syscall', at(prog.assoc), prog.binds.map(at)] : [at(prog.btf), prog.binds.map(at)],
  );
  return JSON.stringify([modules.map((module) => JSON.stringify(module)).sort(), maps, links, progs, order.map(held)]);
}

const textOfAny = (state: State): string =>
  orders(state)
    .map((order) => textOf(state, order))
    .reduce((a, b) => (a < b ? a : b));

function isInside(state: State, scope: Scope): boolean {
  const instances = state.modules.values;
  const alive = state.maps.size + instances.reduce((sum, { pendingPuts }) => sum + pendingPuts, 0);
  const stale = state.btfs.keys.filter((key) => state.btfs.get(key)?.live === false && holdsBtf(state, key));
  const open = state.files.values.map(({ key }) => key);
  return (
    alive <= scope.maps &&
    state.links.size + lateLinks(state) <= scope.links &&
    state.progs.size <= scope.programs &&
    state.pins.size <= scope.pins &&
    state.progs.values.reduce((sum, { binds }) => sum + binds.length, 0) <= scope.holds &&
    stale.length <= scope.stale &&
    open.every((key) => open.filter((other) => other === key).length <= scope.descriptors)
  );
}

/** Names that a program would go on with: each `fresh` one is used once. */
const settleNames = (state: State, count: number): State =>
  stateFrom(JSON.parse(JSON.stringify(state).replaceAll(/\bfresh\b/g, `n${String(count)}`)) as PlainState);

/** The number of states of a scope that differ in more than names. */
export function countStates(model: Model, scope: Scope): number {
  const found = new Map<string, State>([[textOfAny(model.initial), model.initial]]);
  let count = 0;
  for (const state of found.values()) {
    const called = lifecycle(state, scope).flatMap((operation) => model.step(state, operation));
    for (const { next } of [...called, ...internalSteps(state)]) {
      if (next === state || !isInside(next, scope)) continue;
      const text = textOfAny(next);
      if (!found.has(text)) found.set(text, settleNames(next, ++count));
    }
  }
  return found.size;
}
