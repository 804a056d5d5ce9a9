// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Misuse: one or two arguments of an operation made wrong, by the kind of the parameter.
import { type Argument, type Definition, type Members, type Parameter } from '../spec';
import type { Arguments, Scene } from './intents';
import { openFiles } from './intents/intent';
import { ODD_WORDS, typeNamed, wordsOf } from './values';

/** Arguments whose refusal makes a kernel wait some 0.2 s for RCU, after the map was allocated: rarely chosen. */
const SLOW: Readonly<Record<string, readonly string[]>> = { 'map.create': ['label', 'user'] };
const SLOWNESS = 0.02;

/** A descriptor that does not fit: closed, of another kind, or of an object that the program had before. */
function wrongDescriptor({ state, random }: Scene): string {
  const open = openFiles(state).map(({ handle }) => handle);
  const stale = state.bound.keys.filter((handle) => !state.files.has(handle));
  const candidates = random.weighted([
    [['closed'], 1],
    [open, 2],
    [stale, 1],
  ]);
  return random.maybe(candidates ?? []) ?? 'closed';
}

function wrongMember(scene: Scene, args: Arguments): Members {
  const { state, random } = scene;
  const type = typeNamed(state, args);
  const member = type && random.maybe(type.members);
  const value = args['value'] as Members | undefined;
  if (member === undefined) return value ?? {};
  if (member.role === 'function')
    return { ...value, [member.name]: random.chance(0.3) ? random.pick(ODD_WORDS) : wrongDescriptor(scene) };
  if (member.role === 'name') return { ...value, [member.name]: 0 };
  // Which of them there are depends on the kernel.
  if (member.role === 'flags') return { ...value, [member.name]: random.pick([4, 8, 16, 32]) };
  return { ...value, [member.name]: 1 };
}

function wrong(scene: Scene, name: string, parameter: Parameter, args: Arguments): Argument {
  const { random } = scene;
  switch (parameter.kind) {
    case 'fd':
      return wrongDescriptor(scene);
    case 'choice':
    case 'number':
      return random.pick(wordsOf(parameter));
    case 'flag':
      return args[name] !== true;
    case 'path':
      return random.pick(['pin1', 'pin2', 'pin3']);
    case 'handle':
      return random.maybe(scene.state.bound.keys) ?? 'nothing';
    case 'members':
      return wrongMember(scene, args);
  }
}

/** The arguments with one of them, or two, made wrong. */
export function misuse(scene: Scene, definition: Definition, args: Arguments): Arguments {
  const slow = SLOW[definition.op] ?? [];
  const weights = Object.keys(definition.parameters).map((name) => [name, slow.includes(name) ? SLOWNESS : 1] as const);
  let spoiled = args;
  for (let left = scene.random.chance(0.25) ? 2 : 1; left > 0; left--) {
    const name = scene.random.weighted(weights);
    const parameter = name === undefined ? undefined : definition.parameters[name];
    if (name !== undefined && parameter !== undefined)
      spoiled = { ...spoiled, [name]: wrong(scene, name, parameter, spoiled) };
  }
  return spoiled;
}
