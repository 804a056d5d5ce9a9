// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Programs drawn at random with the model in hand: from all operations, or each program from a part of them.
import { DEFAULTS, generateProgram } from '../../../generators';
import type { Program } from '../../../spec';
import type { Strategy, Terrain } from '../strategy';

/** What would cripple a real kernel is generated too: this one is made anew for each program. */
function* drawn({ model, door }: Terrain, seed: number, swarm: number): Generator<Program> {
  for (let index = 0; ; index++)
    yield generateProgram(model, { ...DEFAULTS, ...door, hazards: true, swarm, seed, index });
}

export const random: Strategy = {
  name: 'random',
  summary: 'random programs, each of all operations',
  seeded: true,
  programs: (terrain, seed) => drawn(terrain, seed, 1),
};

export const swarm: Strategy = {
  name: 'swarm',
  summary: 'random programs, each without some of the operations, as `run` makes them',
  seeded: true,
  programs: (terrain, seed) => drawn(terrain, seed, DEFAULTS.swarm),
};
