// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Long histories name thousands of objects, and most of them are soon gone: what no later operation can ask is dropped.
import type { Bindings } from '../pattern';
import type { Key, State } from '../state';

/** Without the ids of objects that are gone. */
export const liveBindings = (bindings: Bindings, state: State): Bindings =>
  bindings.filter((_, key) => isThere(state, key));

/** Ids of types are those of a BTF object, which does not go. */
const isThere = (state: State, key: Key): boolean =>
  key.startsWith('typeid/') ||
  state.maps.has(key) ||
  state.links.has(key) ||
  state.progs.has(key) ||
  state.btfs.has(key);

/** Without the objects of handles that are named no more. */
export function withoutHandles(state: State, handles: readonly string[]): State {
  const bound = state.bound.filter((_, handle) => !handles.includes(handle));
  return bound === state.bound ? state : { ...state, bound };
}
