// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A state as a graph: its objects, and which refers to which.
import { VMLINUX, type Key, type State, type Table } from '../../model';

export interface Entity {
  readonly key: Key;
  /** What tells objects apart but for whom they refer to. */
  readonly label: string;
  /** The other objects that it refers to, and where in its record. */
  readonly edges: readonly (readonly [role: string, to: Key])[];
}

export const moduleKey = (name: string): Key => `module:${name}`;

/** Everything that can be referred to, by key: the records of modules, BTF objects, programs, maps and links. */
export function records(state: State): ReadonlyMap<Key, object> {
  const found = new Map<Key, object>();
  for (const [name, instance] of state.modules.entries()) found.set(moduleKey(name), instance);
  for (const table of [state.btfs, state.progs, state.maps, state.links])
    for (const [key, record] of (table as Table<object>).entries()) found.set(key, record);
  // The BTF of vmlinux is always there; it ties together only what programs do through a descriptor of it.
  if (!state.files.values.some(({ key }) => key === VMLINUX)) found.delete(VMLINUX);
  return found;
}

/** Descriptors and pins of each object, and where it stands in the queues of the workers. */
function holdings(state: State): ReadonlyMap<Key, readonly string[]> {
  const found = new Map<Key, string[]>();
  const hold = (key: Key, text: string): unknown => found.get(key)?.push(text) ?? found.set(key, [text]);
  for (const { key, mode } of state.files.values) hold(key, mode);
  for (const { key } of state.pins.values) hold(key, 'pin');
  for (const key of state.doomed) hold(key, 'doomed');
  for (const key of state.dying) hold(key, 'dying');
  for (const key of state.evicting) hold(key, 'evicting');
  return found;
}

export function entitiesOf(state: State): readonly Entity[] {
  const all = records(state);
  const held = holdings(state);
  return [...all].map(([key, record]) => {
    const edges: [string, Key][] = [];
    const plain = strip(record, '', (to, role) => all.has(to) && (edges.push([role, to]), true));
    const kind = key.slice(0, key.indexOf(':'));
    return { key, label: `${kind} ${JSON.stringify([plain, held.get(key)?.toSorted()])}`, edges };
  });
}

/** Modules are alike but for BTF, so names of modules and of their BTF objects say nothing. */
const NAMES = new Set(['name']);

/** A copy of a value without the keys of other objects, each of which is reported with the way to it. */
function strip(value: unknown, role: string, isKey: (text: string, role: string) => boolean): unknown {
  if (typeof value === 'string') return isKey(value, role) ? null : value;
  if (Array.isArray(value)) return value.map((item, index) => strip(item, `${role}.${String(index)}`, isKey));
  if (typeof value !== 'object' || value === null) return value;
  return Object.keys(value)
    .sort()
    .map((field) => [field, (value as Readonly<Record<string, unknown>>)[field]] as const)
    .filter(([field, item]) => !(NAMES.has(field) && typeof item === 'string'))
    .map(([field, item]) => [field, strip(item, `${role}.${field}`, isKey)]);
}
