// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Who holds what, derived from the holders; and what happens when nobody does.
import type { ModuleName } from '../spec';
import { patch } from './table';
import type { Key, Prog, State } from './state';
import { changeInstance, instanceOf, unregister } from './subsystem';

/** The objects that descriptors and pins refer to, and the inodes of pins that are gone. */
function userHolds(state: State): ReadonlySet<Key> {
  const held = new Set<Key>();
  for (const { key } of state.files.values) held.add(key);
  for (const { key } of state.pins.values) held.add(key);
  for (const key of state.evicting) held.add(key);
  return held;
}

/** The maps that a program holds, each as often as it holds it. */
export const mapsOf = (prog: Prog): readonly Key[] =>
  prog.kind === 'syscall' && prog.assoc !== undefined ? [...prog.binds, prog.assoc] : prog.binds;

/**
 * References on a map that are not the user's: the registration of an INUSE map, each link, those that are gone but for
 * this one, each program bound to it or associated with it. This is what BPF_MAP_LOOKUP_ELEM shows as refcnt
 * (map->refcnt - map->usercnt).
 */
export function kernelReferences(state: State, map: Key): number {
  const { phase, pendingPuts = 0 } = state.maps.get(map) ?? {};
  let count = phase === 'INUSE' ? pendingPuts + 1 : pendingPuts;
  for (const link of state.links.values) if (link.map === map) count++;
  for (const prog of state.progs.values) count += holds(prog, map);
  return count;
}

/** How often a program holds a map. */
const holds = (prog: Prog, map: Key): number =>
  bindings(prog, map) + (prog.kind === 'syscall' && prog.assoc === map ? 1 : 0);

/** How often a program is bound to a map, which the program's info shows. */
export function bindings({ binds }: Prog, map: Key): number {
  let count = 0;
  for (const bound of binds) if (bound === map) count++;
  return count;
}

/** Whether a map's value has the program. */
export function isInMap(state: State, prog: Key): boolean {
  for (const { value } of state.maps.values) for (const member in value) if (value[member] === prog) return true;
  return false;
}

/** /sys/module/NAME/refcnt of a live module. */
export function moduleReferences(state: State, name: ModuleName): number {
  const instance = state.modules.get(name);
  if (instance === undefined) return 0;
  let held = 0;
  for (const { btf } of state.maps.values) if (btf === instance.btf) held++;
  return held + instance.pendingPuts;
}

/** bpf_map_put() of the last reference: the id is gone at once, the module and the user's BTF are let go of later. */
function freeMap(state: State, key: Key): State {
  const map = state.maps.get(key);
  if (map === undefined) return state;
  const module = instanceOf(state, map.btf);
  const after = orphanBtf({ ...state, maps: state.maps.omit(key) }, map.user);
  if (module === undefined) return after;
  return changeInstance(after, module.name, { pendingPuts: module.pendingPuts + 1 });
}

/** bpf_map_free() puts the user's BTF after everything else. */
const orphanBtf = (state: State, key: Key | undefined): State =>
  key === undefined ? state : { ...state, btfs: patch(state.btfs, key, { orphaned: true }) };

/** bpf_link_free(): what the link registered is unregistered, and the map is let go of. */
export function freeLink(state: State, key: Key): State {
  const link = state.links.get(key);
  if (link === undefined) return state;
  const after = link.map === undefined ? state : unregister(state, link.map, key);
  return { ...after, links: after.links.omit(key), doomed: after.doomed.filter((doomed) => doomed !== key) };
}

/** bpf_struct_ops_map_link_dealloc() up to unreg(), which may wait: the name is free, and the map is held as before. */
export function unregisterLink(state: State, key: Key): State {
  const map = state.links.get(key)?.map;
  const freed = freeLink(state, key);
  return map === undefined ? freed : changePendingPuts(freed, map, 1);
}

/** bpf_struct_ops_map_link_dealloc() after that: bpf_map_put(). */
export const putLate = (state: State, map: Key): State => release(changePendingPuts(state, map, -1));

function changePendingPuts(state: State, key: Key, by: 1 | -1): State {
  const map = state.maps.get(key);
  if (map === undefined) return state;
  const { pendingPuts = 0, ...rest } = map;
  const left = pendingPuts + by;
  return { ...state, maps: state.maps.put(key, left === 0 ? rest : { ...rest, pendingPuts: left }) };
}

/** Whether anything holds a map but what is about to let go of it. */
export const isHeldOtherwise = (state: State, key: Key): boolean =>
  kernelReferences(state, key) > (state.maps.get(key)?.pendingPuts ?? 0) ||
  state.files.values.some((file) => file.key === key) ||
  state.pins.values.some((pin) => pin.key === key) ||
  state.evicting.includes(key);

/**
 * Frees all that nobody holds any more. `links`: whether a link without references is freed now, as close() does, or
 * left to a worker, as the eviction of a pin's inode does.
 */
export function release(state: State, links: 'now' | 'later' = 'now'): State {
  const held = userHolds(state);
  let current = state;
  for (const key of state.links.keys) {
    if (held.has(key) || current.doomed.includes(key)) continue;
    current = links === 'now' ? freeLink(current, key) : { ...current, doomed: [...current.doomed, key] };
  }
  for (const key of state.maps.keys)
    if (!held.has(key) && kernelReferences(current, key) === 0) current = freeMap(current, key);
  for (const key of state.progs.keys) {
    const prog = current.progs.get(key);
    if (prog === undefined || held.has(key) || current.dying.includes(key) || isInMap(current, key)) continue;
    if (mapsOf(prog).length > 0) current = { ...current, dying: [...current.dying, key] };
    else current = orphan({ ...current, progs: current.progs.omit(key) }, prog, isInMap(state, key));
  }
  return current;
}

/** The pin is gone, and its inode is not: what it holds is let go of later. */
export const leftToInode = (state: State, key: Key): State =>
  state.evicting.includes(key) ? state : { ...state, evicting: [...state.evicting, key] };

/** bpf_free_inode(), which runs when RCU lets it. */
export const evicted = (state: State, key: Key): State =>
  release({ ...state, evicting: state.evicting.filter((other) => other !== key) }, 'later');

/** bpf_struct_ops_map_put_progs() runs when the map's worker does, so the program is freed after the map. */
function orphan(state: State, prog: Prog, late: boolean): State {
  if (!late || prog.kind !== 'struct_ops' || state.btfs.get(prog.btf)?.kind !== 'module') return state;
  return { ...state, btfs: patch(state.btfs, prog.btf, { orphaned: true }) };
}
