// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The normal form of a state: what no later operation of the alphabet can tell is left out.
import { Table, type Instance, type Key, type Reference, type State } from '../../model';

/** BTF objects that something still refers to, and those of loaded modules. */
function referencedBtfs(state: State): State['btfs'] {
  const used = new Set<Key>();
  for (const { key } of state.files.values) used.add(key);
  for (const prog of state.progs.values) if (prog.kind === 'struct_ops') used.add(prog.btf);
  for (const { user } of state.maps.values) if (user !== undefined) used.add(user);
  return state.btfs
    .filter((btf, key) => used.has(key) || (btf.live && btf.kind !== 'user'))
    .map(({ orphaned: _lingering, ...btf }) => btf);
}

/** The handle that an object was created with, by which it can be found again when no descriptor of it is open. */
export const creationHandle = (key: Key): string => key.slice(key.indexOf(':') + 1);

function findable(state: State): State['bound'] {
  const objects = [
    ...state.maps.keys.map((key) => ({ kind: 'map' as const, key })),
    ...state.links.keys.map((key) => ({ kind: 'link' as const, key })),
  ];
  const open = state.files.entries().map(([handle, { kind, key }]): [string, Reference] => [handle, { kind, key }]);
  return Table.from([...objects.map((object): [string, Reference] => [creationHandle(object.key), object]), ...open]);
}

const quieted = (instance: Instance): Instance => ({ ...instance, log: [] });

/** Without the logs, the BTF objects that nobody refers to, the number of loads, and handles of objects that are gone. */
export function normal(state: State): State {
  return {
    ...state,
    modules: state.modules.map(quieted),
    loads: 0,
    btfs: referencedBtfs(state),
    bound: findable(state),
  };
}
