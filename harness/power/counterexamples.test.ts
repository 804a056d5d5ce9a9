// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Every fault that does no kernel harm has a counterexample on file that shows it, names the clause that it breaks, and blames nobody else.
import { readdirSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { createModel } from '../../model';
import { CLAUSES, isClauseId, profileNamed } from '../../spec';
import { simulator } from '../adapters/simulator';
import { judge } from '../judge/judge';
import {
  counterexampleDirectory,
  formatCounterexampleFile,
  readCounterexamples,
  type KeptCounterexample,
} from './counterexamples';
import { historyOf } from './hunt';
import { preyOf } from './measure';
import { KEPT_FAULTS } from './sequential';

const kept = readCounterexamples();
const NONE: KeptCounterexample = { program: { operations: [] }, breaks: [], schedule: 0 };

test('every fault but those that are hunted has a counterexample, and every counterexample its fault', () => {
  expect([...kept.keys()].sort()).toEqual(KEPT_FAULTS.map(({ name }) => name).sort());
  expect(readdirSync(counterexampleDirectory())).toHaveLength(KEPT_FAULTS.length);
});

test.each(KEPT_FAULTS.map((fault) => [fault.name, fault] as const))(
  '%s breaks what its file says',
  async (name, fault) => {
    const { program, breaks, schedule } = kept.get(name) ?? NONE;
    await using prey = await preyOf(fault, schedule);
    const history = await historyOf(prey.session, program);
    const verdict = history && judge(prey.model, program, history);
    expect(verdict).toMatchObject({ kind: 'violates', violation: { clauses: breaks } });
    for (const clause of breaks) expect(isClauseId(clause) && CLAUSES[clause].statement).toBeTruthy();
  },
);

test.each(KEPT_FAULTS.map(({ name, kernel }) => [name, kernel] as const))(
  'what shows %s is nothing to a sound kernel',
  async (name, kernel) => {
    const { program, schedule } = kept.get(name) ?? NONE;
    await using session = await simulator({ kernel, schedule }).connect();
    const history = await historyOf(session, program);
    expect(history && judge(createModel(profileNamed(kernel)), program, history).kind).toBe('conforms');
  },
);

test('files are read back as they were written', () => {
  for (const [name, counterexample] of kept)
    expect(formatCounterexampleFile(name, counterexample)).toContain(`# breaks: ${counterexample.breaks.join(', ')}\n`);
});
