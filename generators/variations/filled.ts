// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Programs with more in their maps.
import { mapUpdate, progLoad, typeIn, type Operation, type Program } from '../../spec';
import type { Model } from '../../model';
import { placesOf } from './places';
import { sceneOf, type Scene } from './scene';

/**
 * A program that fills a map with nothing, with a program in its first function instead; and one whose last operation
 * names an empty map, with that map filled before it. None for other programs.
 */
export function filled(model: Model, program: Program): readonly Program[] {
  const scene = sceneOf(model, program);
  if (scene === undefined) return [];
  return scene.last.op === mapUpdate.op ? withProgram(scene) : beforehand(scene);
}

function withProgram({ before, state, last }: Scene): readonly Program[] {
  if (last.args['value'] !== undefined) return [];
  const { btf, type } = before.find(({ result }) => result === last.args['map'])?.args ?? {};
  if (typeof btf !== 'string' || typeof type !== 'string') return [];
  const home = state.btfs.get(state.files.get(btf)?.key ?? '')?.name ?? 'vmlinux';
  const member = typeIn(home, type)?.members.find(({ role, stub }) => role === 'function' && stub)?.name;
  if (member === undefined) return [];
  const load = { op: progLoad.op, args: { btf, type, member }, result: 'f' };
  return [{ operations: [...before, load, { ...last, args: { ...last.args, value: { [member]: 'f' } } }] }];
}

function beforehand({ before, state, last }: Scene): readonly Program[] {
  const empty = placesOf(state, last).find(({ handle }) => {
    const file = state.files.get(handle);
    return file?.kind === 'map' && state.maps.get(file.key)?.phase === 'INIT';
  });
  if (empty === undefined) return [];
  const fill: Operation = { op: mapUpdate.op, args: { map: empty.handle } };
  return [{ operations: [...before, fill, last] }];
}
