// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Long histories name thousands of objects, and most of them are soon gone: what no later operation can ask is dropped.
import type { Bindings } from '../pattern';
import type { Key, State } from '../state';

/** Without the ids of objects that are gone. */
export function liveBindings(bindings: Bindings, state: State): Bindings {
  const gone = Object.keys(bindings).filter((key) => !isThere(state, key));
  if (gone.length === 0) return bindings;
  return Object.fromEntries(Object.entries(bindings).filter(([key]) => !gone.includes(key)));
}

/** Ids of types are those of a BTF object, which does not go. */
const isThere = (state: State, key: Key): boolean =>
  key.startsWith('typeid/') ||
  state.maps[key] !== undefined ||
  state.links[key] !== undefined ||
  state.progs[key] !== undefined ||
  state.btfs[key] !== undefined;

/** Without the objects of handles that are named no more. */
export function withoutHandles(state: State, handles: readonly string[]): State {
  const { bound } = state;
  if (!handles.some((handle) => bound[handle] !== undefined)) return state;
  return { ...state, bound: Object.fromEntries(Object.entries(bound).filter(([handle]) => !handles.includes(handle))) };
}
