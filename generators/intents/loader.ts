// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Loaders: register what some loaded module has, and take it back.
import { loaderRegister, loaderUnregister, TYPE_NAMES, typesOf } from '../../spec';
import type { State } from '../../model';
import { intent, type Intent } from './intent';

const PATHS = ['pin1', 'pin2', 'pin3'];

/** Types that are registered now, so that a loader gets somewhere. */
const loadable = (state: State): readonly string[] =>
  state.modules.values.flatMap(({ name, registered }) =>
    typesOf(name)
      .map((type) => type.name)
      .filter((type) => registered.includes(type)),
  );

const register = intent(loaderRegister, 3, ({ state, random }) => {
  const type = random.chance(0.85) ? random.maybe(loadable(state)) : random.pick(TYPE_NAMES);
  if (type === undefined) return undefined;
  const path = random.pick(PATHS);
  return {
    type,
    ...(random.chance(0.6) ? { link: true } : {}),
    ...(random.chance(0.6) ? { path } : {}),
    ...(random.chance(0.6) ? { run: true } : {}),
    ...(random.chance(0.5) ? { tag: 2 } : {}),
  };
});

/** Maps without BPF_F_LINK, most of the time: the others have links. */
const unregister = intent(loaderUnregister, 2, ({ state, random }) => {
  const maps = state.bound.entries().filter(([, { kind }]) => kind === 'map');
  const legacy = maps.filter(([, { key }]) => state.maps.get(key)?.link === false);
  const chosen = random.maybe(legacy.length > 0 && random.chance(0.8) ? legacy : maps);
  return chosen && { of: chosen[0] };
});

export const loaderIntents: readonly Intent[] = [register, unregister];
