// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Records what the sound simulator does with random programs of every profile, for mutants to be held against: a mutant
// of the model must not choose the programs that it is tested with.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DEFAULTS, generateProgram } from '../../generators';
import { simulator } from '../../harness/adapters/simulator';
import { historyOf } from '../../harness/power/hunt';
import { createModel } from '../../model';
import { PROFILE_NAMES, profileNamed, type ProfileName } from '../../spec';
import { RECORDINGS, type Recording } from './recording';

/** Programs of each profile; half of them with much misuse. */
const PROGRAMS = 160;

async function record(profile: ProfileName): Promise<readonly Recording[]> {
  const model = createModel(profileNamed(profile));
  await using session = await simulator({ kernel: profile }).connect();
  const recordings: Recording[] = [];
  for (let index = 0; index < PROGRAMS; index++) {
    const misuse = index % 2 === 0 ? DEFAULTS.misuse : 0.4;
    const program = generateProgram(model, { ...DEFAULTS, misuse, operations: session.operations, seed: 1, index });
    const history = await historyOf(session, program);
    if (history === undefined) throw new Error(`${profile}: program ${index} could not be run`);
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
