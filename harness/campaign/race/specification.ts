// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The oracle of a real race campaign: races from files, from the table of pairs or generated, and the model to judge them.
import { pairsIn } from '../../../generators';
import { drawRace } from '../../../generators/races/generate';
import { createModel, type Model } from '../../../model';
import type { ProfileName, RaceProgram } from '../../../spec';
import type { Implementation } from '../../adapter';
import { RaceJudge } from '../../judge/race/judge';
import { fits } from '../door';
import { chooseProfile } from '../oracle';
import type { Door } from '../options';
import type { NamedRace, RaceOracle } from './oracle';

/** Where the races come from. */
export type RaceSource =
  | { readonly kind: 'given'; readonly races: readonly NamedRace[] }
  | { readonly kind: 'pairs' }
  | { readonly kind: 'generated'; readonly seed: number; readonly threads?: number; readonly hazards: boolean };

/** The oracle for one implementation. Throws `UsageError` when no profile fits. */
export function raceOracleFor(
  implementation: Implementation,
  door: Door,
  { profile: name, source }: { readonly profile: string; readonly source: RaceSource },
): RaceOracle {
  const profile = chooseProfile(implementation, name);
  const model = createModel(profile);
  return {
    profile: profile.name,
    ...(source.kind === 'generated' ? {} : { given: true }),
    race: racesOf(source, model, door, profile.name),
    prepare: (race) => {
      const judge = new RaceJudge(model, race);
      const { allowance } = judge;
      if (allowance.kind === 'all')
        return { kind: 'judge', allowed: allowance.results.results.length, judge: (history) => judge.judge(history) };
      return { kind: 'unknown', reason: allowance.kind === 'too many' ? 'too many situations' : allowance.reason };
    },
  };
}

function racesOf(source: RaceSource, model: Model, door: Door, profile: ProfileName): RaceOracle['race'] {
  switch (source.kind) {
    case 'given':
      return (index) => source.races[index];
    case 'pairs': {
      const pairs = pairsIn(profile).filter(({ race }) => canRace(race, door));
      return (index) => pairs[index];
    }
    case 'generated':
      return generated(source, model, door);
  }
}

/** Draws in a row of the wrong number of threads before there is no race of the right one: one in twenty has four. */
const MISFITS = 1000;
/** Draws that came to no race at all; each of them has tried hundreds. */
const BARREN = 3;

/** Races of a wanted number of threads are those of all races that have it, in their order. */
function generated(
  { seed, threads, hazards }: Extract<RaceSource, { kind: 'generated' }>,
  model: Model,
  door: Door,
): RaceOracle['race'] {
  const { operations, expresses } = door;
  const options = { operations, hazards, seed, ...(expresses === undefined ? {} : { expresses }) };
  const known: RaceProgram[] = [];
  let drawn = 0;
  let barren = 0;
  return (index) => {
    for (let misfits = 0; known.length <= index && misfits < MISFITS && barren < BARREN; misfits++) {
      const race = drawRace(model, { ...options, index: drawn++ })?.race;
      if (race === undefined) barren++;
      else if (threads === undefined || race.threads.length === threads) known.push(race);
    }
    const race = known[index];
    return race && { race };
  };
}

/** Whether every operation of a race can be expressed. */
export const canRace = ({ prefix, threads, suffix }: RaceProgram, door: Door): boolean =>
  [...prefix, ...threads.flat(), ...suffix].every((operation) => fits(operation, door));
