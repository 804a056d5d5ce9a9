// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Programs drawn at random with the model in hand: from all operations, or each program from a part of them.
import {
  DEFAULTS,
  generateFocused,
  generateProgram,
  Rarity,
  type FocusedOptions,
  type GeneratorOptions,
} from '../../../generators';
import type { Program } from '../../../spec';
import { PROGRAM_LENGTH } from '../../adapters/vm/program-length';
import type { Strategy, Terrain } from '../strategy';

/** What would cripple a real kernel is generated too: this one is made anew for each program. */
function* drawn({ model, door }: Terrain, seed: number, how: Partial<GeneratorOptions>): Generator<Program> {
  for (let index = 0; ; index++)
    yield generateProgram(model, { ...DEFAULTS, ...door, hazards: true, ...how, seed, index });
}

export const random: Strategy = {
  name: 'random',
  summary: 'random programs, each of all operations',
  seeded: true,
  programs: (terrain, seed) => drawn(terrain, seed, { swarm: 1 }),
};

export const swarm: Strategy = {
  name: 'swarm',
  summary: 'random programs, each without some of the operations, as `run` makes them',
  seeded: true,
  programs: (terrain, seed) => drawn(terrain, seed, {}),
};

/** Operations that a rare one is chosen from, and the share of those that are chosen. */
const DRAWS = 16;
const SHARE = 0.4;

const rarity = ({ model }: Terrain): Partial<GeneratorOptions> => ({
  preference: new Rarity(model, DRAWS, SHARE),
  misuse: 0.3,
});

export const rare: Strategy = {
  name: 'rare',
  summary: 'random programs, operations chosen that were seen least in the campaign',
  seeded: true,
  programs: (terrain, seed) => drawn(terrain, seed, rarity(terrain)),
};

export const longRare: Strategy = {
  name: 'long-rare',
  summary: `the same with up to ${String(PROGRAM_LENGTH)} operations in a program, as \`run\` makes them on a guest`,
  seeded: true,
  programs: (terrain, seed) => drawn(terrain, seed, { ...rarity(terrain), maxOperations: PROGRAM_LENGTH }),
};

function* about({ model, door }: Terrain, seed: number, how: Partial<FocusedOptions>): Generator<Program> {
  for (let index = 0; ; index++) yield generateFocused(model, { ...door, hazards: true, ...how, seed, index });
}

export const focused: Strategy = {
  name: 'focused',
  summary: 'random programs about one object: what makes it and its like, and operations that meet there',
  seeded: true,
  programs: (terrain, seed) => about(terrain, seed, {}),
};

/** Programs about one object get on without being left to themselves: almost every operation is chosen. */
const FOCUSED_SHARE = 0.95;

export const focusedRare: Strategy = {
  name: 'focused-rare',
  summary: 'programs about one object, operations chosen that were seen least in the campaign',
  seeded: true,
  programs: (terrain, seed) => about(terrain, seed, { preference: new Rarity(terrain.model, DRAWS, FOCUSED_SHARE) }),
};
