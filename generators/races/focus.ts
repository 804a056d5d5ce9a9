// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The object that the threads of a race meet at: which one is worth it, and whether an operation touches it.
import type { ModuleName, Operation } from '../../spec';
import { touchedBy, type Key, type State } from '../../model';
import type { Random } from '../random';

/** An object by its key; `module:NAME` for a module, loaded or not. */
export type Focus = Key;

/** Objects by how much two threads can make of them. */
export function focuses(state: State): readonly (readonly [Focus, number])[] {
  const open = new Set(state.files.values.map(({ key }) => key));
  const maps = state.maps.entries().filter(([key]) => open.has(key));
  const links = state.links.keys.filter((key) => open.has(key));
  const modules = state.modules.keys as ModuleName[];
  return [
    ...maps.map(([key, { phase }]) => [key, phase === 'INIT' ? 3 : 4] as const),
    ...links.map((key) => [key, 6] as const),
    ...modules.map((name) => [`module:${name}`, 3] as const),
    ...state.pins.values.map(({ key }) => [key, 1] as const),
    ...(modules.length === 0 ? [['module:soc_a', 1] as const] : []),
  ];
}

export const chooseFocus = (random: Random, state: State): Focus => random.weighted(focuses(state)) ?? 'module:soc_a';

/** How interesting a state is to race in. */
export const interest = (state: State): number => focuses(state).reduce((sum, [, weight]) => sum + weight, 0);

/** Whether an operation names the object, what stands behind it, or the module that both belong to. */
export function meets(state: State, operation: Operation, focus: Focus): boolean {
  const { name } = operation.args;
  if (typeof name === 'string' && `module:${name}` === focus) return true;
  return touchedBy(state, operation).some(({ key }) => related(state, key, focus));
}

function related(state: State, key: Key, focus: Focus): boolean {
  if (key === focus || state.links.get(key)?.map === focus || state.links.get(focus)?.map === key) return true;
  const map = state.maps.get(key);
  if (map !== undefined && map.type === state.maps.get(focus)?.type) return true;
  const btf = map?.btf ?? key;
  return state.modules.values.some((module) => module.btf === btf && focus === `module:${module.name}`);
}
