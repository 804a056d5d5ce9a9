// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Nobody but a test imports upwards: the corpus is data of the specification, and the model is what can read it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { formatWitness, isMinimal, isWitness, parseProgram } from '../generators';
import { createModel } from '../model';
import {
  DEFAULT_PROFILE,
  EVERYWHERE,
  observableClauses,
  PROFILES,
  profileNamed,
  witnessFiles,
  type ClauseId,
  type Profile,
  type Program,
} from './index';

const folder = join(__dirname, 'corpus');
const files = new Set(readdirSync(folder));

const textOf = (file: string): string => readFileSync(join(folder, file), 'utf8');

function programOf(file: string): Program {
  const parsed = parseProgram(textOf(file));
  if (parsed.kind !== 'program') throw new Error(JSON.stringify(parsed));
  return parsed.program;
}

const witnessOf = (clause: ClauseId, { name }: Profile): string | undefined =>
  witnessFiles(clause, name).find((file) => files.has(file));

const clausesOf = ({ name }: Profile): readonly ClauseId[] =>
  observableClauses(name).filter((clause) => !EVERYWHERE.includes(clause));

describe.each(PROFILES.map((profile) => [profile.name, profile] as const))('in profile %s', (_name, profile) => {
  const model = createModel(profile);
  const clauses = clausesOf(profile);

  test('every observable clause has a witness, but for those that every program witnesses', () => {
    expect(clauses.filter((clause) => witnessOf(clause, profile) === undefined)).toEqual([]);
  });

  test('each decides the last operation of its witness, which returns what it says', () => {
    for (const clause of clauses) {
      const file = witnessOf(clause, profile) ?? '';
      const program = programOf(file);
      expect([clause, isWitness(model, clause, program)]).toEqual([clause, true]);
      expect(textOf(file)).toBe(formatWitness(model, clause, program));
    }
  });
});

/** The profile that a file was found in: the one it names, else the default. */
const homeOf = (file: string): Profile => {
  const [, name] = /@(.+)\.program$/.exec(file) ?? [];
  const profile = profileNamed(name ?? DEFAULT_PROFILE);
  if (profile === undefined) throw new Error(`${file} is of no profile`);
  return profile;
};

test.each([...files])('%s is needed, and nothing can be left out of it', (file) => {
  const home = homeOf(file);
  const clause = clausesOf(home).find((id) => witnessOf(id, home) === file);
  if (clause === undefined) throw new Error(`${file} is the witness of no clause of ${home.name}`);
  expect(isMinimal(createModel(home), clause, programOf(file))).toBe(true);
});
