// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What a mutant of the model has to get past: the witnesses of all clauses, whose files say what each operation returns,
// and what the simulator did with random programs. All of it in a second or two, since there are thousands of mutants.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { formatWitness, isWitness, parseProgram } from '../../generators';
import { judge } from '../../harness/judge/judge';
import { createModel } from '../../model';
import { DEFAULT_PROFILE, PROFILE_NAMES, profileNamed, type ClauseId, type Program } from '../../spec';
import { RECORDINGS, type Recording } from './recording';

interface Witness {
  readonly clause: ClauseId;
  readonly text: string;
  readonly program: Program;
}

const folder = join(__dirname, '..', '..', 'spec', 'corpus');

/** The witnesses that were found in each profile, by the kind of object that they are about. */
const byProfileAndKind = new Map<string, Witness[]>();
for (const file of readdirSync(folder)) {
  const [, clause = '', profile = DEFAULT_PROFILE] = /^([^@]+)(?:@(.+))?\.program$/.exec(file) ?? [];
  const text = readFileSync(join(folder, file), 'utf8');
  const parsed = parseProgram(text);
  if (parsed.kind === 'error') throw new Error(file);
  const key = `${profile} ${clause.split('-')[0] ?? ''}`;
  const witness = { clause: clause as ClauseId, text, program: parsed.program };
  byProfileAndKind.set(key, [...(byProfileAndKind.get(key) ?? []), witness]);
}

test.each([...byProfileAndKind])('the witnesses of %s', (key, witnesses) => {
  const model = createModel(profileNamed((key.split(' ')[0] ?? '') as (typeof PROFILE_NAMES)[number]));
  for (const { clause, text, program } of witnesses) {
    expect(isWitness(model, clause, program)).toBe(true);
    expect(formatWitness(model, clause, program)).toBe(text);
  }
});

const recordings = JSON.parse(readFileSync(RECORDINGS, 'utf8')) as readonly Recording[];

test.each(PROFILE_NAMES)('what the simulated %s did is allowed', (profile) => {
  const model = createModel(profileNamed(profile));
  for (const recording of recordings.filter((each) => each.profile === profile))
    expect(judge(model, recording.program, recording.history).kind).toBe('conforms');
});
