// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What runs after the threads, to see what they left: states, counts, links, logs, and whether modules can go.
import { typeIn, type Operation } from '../../spec';
import type { State } from '../../model';
import { openFiles, openMaps } from '../intents/intent';
import { after, canExpress, type Workshop } from './scene';

const MOST = 5;

const op = (name: string, args: Operation['args']): Operation => ({ op: name, args });

/** Everything that may be asked, with how much it tells. */
function questions(state: State): readonly (readonly [Operation, number])[] {
  const modules = state.modules.keys;
  const maps = openMaps(state).map(({ handle }) => [op('map.lookup', { map: handle }), 4] as const);
  const links = openFiles(state, 'link').flatMap(({ handle }) => [
    [op('object.info', { fd: handle }), 3] as const,
    [op('link.poll', { link: handle }), 2] as const,
  ]);
  const told = modules.flatMap((name) => [
    [op('module.info', { name }), 3] as const,
    [op('module.log', { name }), 1.5] as const,
    ...calls(state, name).map((call) => [call, 3] as const),
  ]);
  const btfs = openFiles(state, 'btf').map(({ handle }) => [op('object.info', { fd: handle }), 0.5] as const);
  return [...maps, ...links, ...told, ...btfs, [op('btf.list', {}), 0.5]];
}

/** A call of each type that a map of the module has. */
function calls(state: State, name: string): readonly Operation[] {
  const btf = state.modules.values.find((module) => module.name === name)?.btf;
  const types = new Set(state.maps.values.flatMap((map) => (map.btf === btf ? [map.type] : [])));
  return [...types].flatMap((type) => {
    const member = typeIn(name, type)?.members.find(({ role }) => role === 'function');
    return member === undefined ? [] : [op('module.call', { name, type, member: member.name })];
  });
}

/** Questions for the state that the threads may leave, then perhaps the end of it all. */
export function makeSuffix(workshop: Workshop, start: State): readonly Operation[] {
  const { model, random, door } = workshop;
  const suffix: Operation[] = [];
  let state = start;
  const ask = (operation: Operation): void => {
    if (!canExpress(door, operation, state) || suffix.some((asked) => same(asked, operation))) return;
    suffix.push(operation);
    state = after(model, state, operation);
  };
  for (let left = random.between(1, MOST); left > 0; left--) {
    const question = random.weighted(questions(state));
    if (question !== undefined) ask(question);
  }
  if (random.chance(0.4)) ask(op('quiesce', {}));
  for (const name of state.modules.keys)
    if (random.chance(0.3)) ask(op(random.chance(0.5) ? 'module.unload' : 'module.info', { name }));
  return suffix;
}

const same = (a: Operation, b: Operation): boolean => JSON.stringify(a) === JSON.stringify(b);
