// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Records what the sound simulator does with random programs of every profile, with the smallest counterexample of every fault
// and with what is near the witnesses, for mutants to be held against: a mutant of the model must not choose the programs
// that it is tested with.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DEFAULTS, generateProgram, handlesOf, ordersOf, twinsOf, variationsOf } from '../../generators';
import { simulator } from '../../harness/adapters/simulator';
import { readCorpus } from '../../harness/campaign/corpus';
import { fitsAlong } from '../../harness/campaign/door';
import { readCounterexamples } from '../../harness/power/counterexamples';
import { historyOf } from '../../harness/power/hunt';
import { SEQUENTIAL_FAULTS } from '../../harness/power/sequential';
import { createModel, type Model } from '../../model';
import { PROFILE_NAMES, profileNamed, type ProfileName, type Program } from '../../spec';
import { RECORDINGS, type Recording } from './recording';

/** Programs of each profile; half of them with much misuse. */
const PROGRAMS = 160;

function randomPrograms(model: Model, operations: ReadonlySet<string>): readonly Program[] {
  return Array.from({ length: PROGRAMS }, (_, index) => {
    const misuse = index % 2 === 0 ? DEFAULTS.misuse : 0.4;
    return generateProgram(model, { ...DEFAULTS, misuse, operations, seed: 1, index });
  });
}

/** Small programs, each at a place where a kernel of the profile could easily do something else. */
function counterexamples(profile: ProfileName): readonly Program[] {
  const kept = readCounterexamples();
  return SEQUENTIAL_FAULTS.filter(({ kernel }) => kernel === profile).flatMap(
    ({ name }) => kept.get(name)?.program ?? [],
  );
}

/** The witnesses with something otherwise: what they show happens, or nearly. */
const nearWitnesses = (model: Model): readonly Program[] =>
  [variationsOf, ordersOf, handlesOf, twinsOf].flatMap((vary) => vary(model, readCorpus(model.profile.name)));

async function record(profile: ProfileName): Promise<readonly Recording[]> {
  const model = createModel(profileNamed(profile));
  await using session = await simulator({ kernel: profile }).connect();
  const fixed = [...counterexamples(profile), ...nearWitnesses(model)].filter((each) =>
    fitsAlong(model, each, session),
  );
  const recordings: Recording[] = [];
  for (const program of [...randomPrograms(model, session.operations), ...fixed]) {
    const history = await historyOf(session, program);
    if (history === undefined) throw new Error(`${profile}: a program could not be run`);
    recordings.push({ profile, program, history });
  }
  return recordings;
}

async function main(): Promise<void> {
  const all = await Promise.all(PROFILE_NAMES.map(record));
  mkdirSync(dirname(RECORDINGS), { recursive: true });
  writeFileSync(RECORDINGS, JSON.stringify(all.flat()));
}

void main();
