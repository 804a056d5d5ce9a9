// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Who holds what, derived from the holders; and what happens when nobody does.
import type { ModuleName } from '../spec';
import { omit, patch } from './record';
import type { Key, Kind, Prog, State } from './state';
import { unregister } from './subsystem';

const countReferences = (state: State, kind: Kind, key: Key): number => {
  let count = 0;
  for (const file of Object.values(state.files)) if (file.kind === kind && file.key === key) count++;
  for (const pin of Object.values(state.pins)) if (pin.kind === kind && pin.key === key) count++;
  return count;
};

/** The maps that a program holds, each as often as it holds it. */
export const mapsOf = (prog: Prog): readonly Key[] =>
  prog.kind === 'syscall' && prog.assoc !== undefined ? [...prog.binds, prog.assoc] : prog.binds;

/**
 * References on a map that are not the user's: the registration of an INUSE map, each link, each program bound to
 * it or associated with it. This is what BPF_MAP_LOOKUP_ELEM shows as refcnt (map->refcnt - map->usercnt).
 */
export function kernelReferences(state: State, map: Key): number {
  let count = state.maps[map]?.phase === 'INUSE' ? 1 : 0;
  for (const link of Object.values(state.links)) if (link.map === map) count++;
  for (const prog of Object.values(state.progs)) count += mapsOf(prog).filter((held) => held === map).length;
  return count;
}

const mapIsHeld = (state: State, map: Key): boolean =>
  countReferences(state, 'map', map) > 0 || kernelReferences(state, map) > 0;

const programIsHeld = (state: State, prog: Key): boolean =>
  countReferences(state, 'prog', prog) > 0 ||
  Object.values(state.maps).some((map) => Object.values(map.value).includes(prog));

/** The module instance that a BTF object belongs to while it is loaded. */
export function instanceOf(state: State, btf: Key): ModuleName | undefined {
  for (const instance of Object.values(state.modules)) if (instance.btf === btf) return instance.name;
  return undefined;
}

/** /sys/module/NAME/refcnt of a live module. */
export function moduleReferences(state: State, name: ModuleName): number {
  const instance = state.modules[name];
  if (instance === undefined) return 0;
  const held = Object.values(state.maps).filter((map) => map.btf === instance.btf).length;
  return held + instance.pendingPuts;
}

/** bpf_map_put() of the last reference: the id is gone at once, the module is let go of later. */
function freeMap(state: State, key: Key): State {
  const map = state.maps[key];
  if (map === undefined) return state;
  const module = instanceOf(state, map.btf);
  const maps = omit(state.maps, key);
  if (module === undefined) return { ...state, maps };
  const pendingPuts = (state.modules[module]?.pendingPuts ?? 0) + 1;
  return { ...state, maps, modules: patch(state.modules as Record<string, object>, module, { pendingPuts }) };
}

/** bpf_link_free(): what the link registered is unregistered, and the map is let go of. */
export function freeLink(state: State, key: Key): State {
  const link = state.links[key];
  if (link === undefined) return state;
  const after = link.map === undefined ? state : unregister(state, link.map, key);
  return { ...after, links: omit(after.links, key), doomed: after.doomed.filter((doomed) => doomed !== key) };
}

/**
 * Frees all that nobody holds any more. `links`: whether a link without references is freed now, as close() does, or
 * left to a worker, as the eviction of a pin's inode does.
 */
export function release(state: State, links: 'now' | 'later' = 'now'): State {
  let current = state;
  for (const key of Object.keys(current.links)) {
    if (current.doomed.includes(key) || countReferences(current, 'link', key) > 0) continue;
    current = links === 'now' ? freeLink(current, key) : { ...current, doomed: [...current.doomed, key] };
  }
  for (const key of Object.keys(current.maps)) if (!mapIsHeld(current, key)) current = freeMap(current, key);
  for (const [key, prog] of Object.entries(current.progs)) {
    if (current.dying.includes(key) || programIsHeld(current, key)) continue;
    if (mapsOf(prog).length > 0) current = { ...current, dying: [...current.dying, key] };
    else current = orphan({ ...current, progs: omit(current.progs, key) }, prog, wasInMap(state, key));
  }
  return current;
}

const wasInMap = (state: State, prog: Key): boolean =>
  Object.values(state.maps).some(({ value }) => Object.values(value).includes(prog));

/** bpf_struct_ops_map_put_progs() runs when the map's worker does, so the program is freed after the map. */
function orphan(state: State, prog: Prog, late: boolean): State {
  if (!late || prog.kind !== 'struct_ops' || state.btfs[prog.btf]?.kind !== 'module') return state;
  return { ...state, btfs: patch(state.btfs, prog.btf, { orphaned: true }) };
}
