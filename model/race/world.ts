// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The state of the kernel in the middle of operations: what the sequential machine knows, and who is inside what.
import type { ModuleName } from '../../spec';
import type { Pattern } from '../pattern';
import { Table } from '../table';
import { release } from '../references';
import type { Key, Mode, Reference, State } from '../state';
import type { Window } from './window';

export interface World {
  readonly kernel: State;
  /** Modules that are coming or going. To `kernel` they are loaded; what an operation sees of them window.ts says. */
  readonly windows: Table<Window, ModuleName>;
  /** The slot that holds update_mutex of bpf_struct_ops.c. */
  readonly updateMutex?: number;
  /** The slot that holds st_map->lock, by map. */
  readonly mapLocks: Table<number>;
  /** What the last `call` of a module told, and the slot that asked: reading it is an operation of its own. */
  readonly told: Table<Told, ModuleName>;
  /** Loads of the same file that wait for one in progress (idempotent_init_module()), by slot. */
  readonly loading: Table<readonly number[], ModuleName>;
  /** What loads of a file that was being loaded return, by the slot that waited. */
  readonly woken: Table<number>;
}

export interface Told {
  readonly by: number;
  readonly results: Pattern;
}

export const worldOf = (kernel: State): World => ({
  kernel,
  windows: Table.empty(),
  mapLocks: Table.empty(),
  told: Table.empty(),
  loading: Table.empty(),
  woken: Table.empty(),
});

export const withKernel = (world: World, kernel: State): World => ({ ...world, kernel });

/**
 * An operation in progress holds objects under names of its own that no program can write. So reference counts need no
 * second bookkeeping: the sequential machine finds the holders as it finds any.
 */
const own = (slot: number, what: string): string => `${String(slot)}/${what}`;
const ownKey = (kind: 'link' | 'map', slot: number, what: string): Key => `${kind}:${own(slot, what)}`;
/** References and the descriptors that an operation was given may be called alike. */
const reference = (what: string): string => `+${what}`;
const isOwn = (name: string, slot: number): boolean => name.startsWith(`${String(slot)}/`);
const isOwnKey = (key: Key, slot: number): boolean => isOwn(key.slice(key.indexOf(':') + 1), slot);

/** Whether a key names something that an operation in progress holds with. */
export const isHolding = (key: Key): boolean => /^(link|map):\d+\//.test(key);

/** The state in which something is held, and the name to refer to it by. */
interface Held {
  readonly name: string;
  readonly kernel: State;
}

/** fdget(): the object stays, however many descriptors are closed. */
export function hold(kernel: State, slot: number, what: string, { kind, key }: Reference, mode: Mode = 'rw'): Held {
  const name = own(slot, what);
  return { name, kernel: { ...kernel, files: kernel.files.put(name, { kind, key, mode }) } };
}

/** The same for what a pin refers to. */
export function holdPin(kernel: State, slot: number, what: string, { kind, key }: Reference): Held {
  const name = own(slot, what);
  return { name, kernel: { ...kernel, pins: kernel.pins.put(name, { kind, key }) } };
}

/** What such a pin refers to. */
export function heldPin(kernel: State, slot: number, what: string): Key {
  const pin = kernel.pins.get(own(slot, what));
  if (pin === undefined) throw new Error(`${what} is held by nobody`);
  return pin.key;
}

/**
 * bpf_map_inc(): a reference of the kernel's own, as a link has one. `registered`: it stands for a registration that the
 * map's state does not show (yet, or any more).
 */
export function holdMap(kernel: State, slot: number, what: string, map: Key, registered: boolean): State {
  const link = ownKey('link', slot, reference(what));
  const held = hold(kernel, slot, reference(what), { kind: 'link', key: link }).kernel;
  const leaving = registered ? (held.leaving ?? []) : [...(held.leaving ?? []), link];
  return { ...held, links: held.links.put(link, { map }), leaving };
}

/** The registration that a held map stands for is gone; the reference is not. */
export const unregisterHeld = (kernel: State, slot: number, what: string): State => ({
  ...kernel,
  leaving: [...(kernel.leaving ?? []), ownKey('link', slot, reference(what))],
});

/** try_module_get() while an operation lasts: counts as a map of the module does. */
export function holdModule(kernel: State, slot: number, btf: Key): State {
  const key = ownKey('map', slot, 'module');
  const map = { btf, type: '', link: false, phase: 'INIT', value: {}, vtypeFlag: false } as const;
  const held = hold(kernel, slot, 'module', { kind: 'map', key }).kernel;
  return { ...held, maps: held.maps.put(key, map) };
}

/** The operation ends: all that it holds is let go of, and what nobody else holds is freed. */
export function letGo(kernel: State, slot: number, links: 'now' | 'later' = 'now'): State {
  const others = (_: unknown, name: string): boolean => !isOwn(name, slot);
  const othersKeys = (_: unknown, key: Key): boolean => !isOwnKey(key, slot);
  const files = kernel.files.filter(others);
  const pins = kernel.pins.filter(others);
  if (files === kernel.files && pins === kernel.pins) return kernel;
  const left = { links: kernel.links.filter(othersKeys), maps: kernel.maps.filter(othersKeys) };
  return release(settleLeaving({ ...kernel, ...left, files, pins }), links);
}

/** bpf_map_put() of one map that the operation holds, while it goes on. */
export function letGoOf(kernel: State, slot: number, what: string): State {
  const files = kernel.files.filter((_, name) => name !== own(slot, reference(what)));
  if (files === kernel.files) return kernel;
  const links = kernel.links.filter((_, key) => key !== ownKey('link', slot, reference(what)));
  return release(settleLeaving({ ...kernel, links, files }));
}

/** Links that are gone need not be told apart any more. */
export function settleLeaving(kernel: State): State {
  if (kernel.leaving === undefined) return kernel;
  const leaving = kernel.leaving.filter((key) => kernel.links.get(key)?.map !== undefined);
  const { leaving: _old, ...rest } = kernel;
  return leaving.length === 0 ? rest : { ...rest, leaving };
}

export const takeMapLock = (world: World, map: Key, slot: number): World => ({
  ...world,
  mapLocks: world.mapLocks.put(map, slot),
});

export const dropMapLock = (world: World, map: Key): World => ({ ...world, mapLocks: world.mapLocks.omit(map) });

export const takeUpdateMutex = (world: World, slot: number): World => ({ ...world, updateMutex: slot });

export function dropUpdateMutex(world: World): World {
  const { updateMutex: _slot, ...rest } = world;
  return rest;
}
