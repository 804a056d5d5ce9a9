// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Modules: load few, register now and then, look at what was called.
import {
  MODULES,
  moduleCall,
  moduleDetach,
  moduleInfo,
  moduleLoad,
  moduleLog,
  moduleRegister,
  moduleUnload,
  quiesce,
  REGISTRATION_NAMES,
  typeIn,
  type ModuleName,
} from '../../spec';
import type { State } from '../../model';
import { has, intent, isUnsettled, type Intent, type Scene } from './intent';

const live = (state: State): ModuleName[] => MODULES.filter((name) => state.modules.has(name));

const load = intent(
  moduleLoad,
  (state) => [25, 2, 0.7, 0.4][live(state).length] ?? 0.4,
  ({ state, random, profile }) => {
    const absent = MODULES.filter((name) => !state.modules.has(name));
    const name = random.chance(0.9)
      ? random.maybe(absent.filter((candidate) => candidate !== 'soc_n'))
      : random.maybe(absent);
    if (name === undefined) return undefined;
    // A module that is asked for a type where none can be registered is not loaded.
    if (!has(profile, 'REG-30') && random.chance(0.9)) return { name, types: 'none' };
    // All six types cost a kernel four times the time of one.
    const types = random.weighted([
      ['plain', 5],
      ['asked', 3],
      ['fixed', 2],
      ['owned', 2],
      ['holed', 2],
      ['skew', 3],
      ['all', 0.4],
      ['none', 0.5],
    ]);
    return { name, ...(types === undefined || types === 'plain' ? {} : { types }) };
  },
);

const unload = intent(
  moduleUnload,
  (state) => (isUnsettled(state) ? 6 : 1.5),
  ({ state, random }) => {
    const name = random.maybe(live(state));
    return name && { name, ...(random.chance(0.1) ? { flags: 'nonblock' } : {}) };
  },
);

const register = intent(moduleRegister, 1, ({ state, random }) => {
  const name = random.maybe(live(state));
  if (name === undefined) return undefined;
  const six = ['plain', 'fixed', 'asked', 'owned', 'holed', 'skew'].filter(
    (type) => state.modules.get(name)?.registered.includes(type) !== true,
  );
  return { name, type: random.chance(0.5) && six.length > 0 ? random.pick(six) : random.pick(REGISTRATION_NAMES) };
});

/** A type that has something registered, when there is one. */
function calledType({ state, random }: Scene): { name: ModuleName; type: string } | undefined {
  const name = random.maybe(
    live(state).filter((candidate) => (state.modules.get(candidate)?.registrations.length ?? 0) > 0),
  );
  const entry = name && random.maybe(state.modules.get(name)?.registrations ?? []);
  return name && entry && { name, type: entry.type === 'twin' ? 'plain' : entry.type };
}

const call = intent(moduleCall, 4, (scene) => {
  const target = calledType(scene);
  const functions = target && typeIn(target.name, target.type)?.members.filter((member) => member.role === 'function');
  if (target === undefined || functions === undefined) return undefined;
  return { ...target, member: scene.random.pick(functions).name, ...(scene.random.chance(0.6) ? { arg: 7 } : {}) };
});

const detach = intent(moduleDetach, 2, (scene) => calledType(scene));

const onLive = ({ state, random }: Scene) => {
  const name = random.maybe(live(state));
  return name && { name };
};

export const moduleIntents: readonly Intent[] = [
  load,
  unload,
  register,
  call,
  detach,
  intent(moduleLog, 3, onLive),
  intent(moduleInfo, (state) => (isUnsettled(state) ? 4 : 1.5), onLive),
  intent(
    quiesce,
    (state) => (isUnsettled(state) ? 3 : 0.2),
    () => ({}),
  ),
];
