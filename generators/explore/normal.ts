// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The normal form of a state: what no later operation of the alphabet can tell is left out.
import type { Instance, Key, Reference, State } from '../../model';

/** BTF objects that something still refers to, and those of loaded modules. */
function referencedBtfs(state: State): State['btfs'] {
  const used = new Set<Key>();
  for (const { key } of Object.values(state.files)) used.add(key);
  for (const prog of Object.values(state.progs)) if (prog.kind === 'struct_ops') used.add(prog.btf);
  for (const { user } of Object.values(state.maps)) if (user !== undefined) used.add(user);
  return Object.fromEntries(
    Object.entries(state.btfs)
      .filter(([key, btf]) => used.has(key) || (btf.live && btf.kind !== 'user'))
      .map(([key, { orphaned: _lingering, ...btf }]) => [key, btf]),
  );
}

/** The handle that an object was created with, by which it can be found again when no descriptor of it is open. */
export const creationHandle = (key: Key): string => key.slice(key.indexOf(':') + 1);

function findable(state: State): State['bound'] {
  const bound: Record<string, Reference> = {};
  for (const key of Object.keys(state.maps)) bound[creationHandle(key)] = { kind: 'map', key };
  for (const key of Object.keys(state.links)) bound[creationHandle(key)] = { kind: 'link', key };
  for (const [handle, { kind, key }] of Object.entries(state.files)) bound[handle] = { kind, key };
  return bound;
}

const quieted = (instance: Instance): Instance => ({ ...instance, log: [] });

/** Without the logs, the BTF objects that nobody refers to, the number of loads, and handles of objects that are gone. */
export function normal(state: State): State {
  const modules = Object.entries(state.modules).map(([name, instance]) => [name, quieted(instance)] as const);
  return {
    ...state,
    modules: Object.fromEntries(modules),
    loads: 0,
    btfs: referencedBtfs(state),
    bound: findable(state),
  };
}
