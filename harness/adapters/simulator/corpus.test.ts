// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Every witness program of the specification but those for loaders, step by step: the simulator must do what it shows.
import { expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseProgram } from '../../../generators/text';
import { formatReturn, isCrash } from '../../../spec';
import { Faults } from './faults';
import { runProgram } from './run';
import { CountingScheduler } from './scheduler';

const CORPUS = join(__dirname, '../../../spec/corpus');
const files = readdirSync(CORPUS).filter((name) => name.endsWith('.program') && !name.startsWith('LOADER-'));

/** The returns that a witness writes behind its operations. */
const expectedReturns = (text: string): readonly string[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => /# (\S+)/.exec(line)?.[1] ?? '');

test.each(files)('%s', (name) => {
  const text = readFileSync(join(CORPUS, name), 'utf8');
  const parsed = parseProgram(text);
  if (parsed.kind === 'error') throw new Error(parsed.message);
  const expected = expectedReturns(text).join(' ');
  // What may happen need not happen on every schedule.
  const seen = new Set<string>();
  for (let schedule = 0; schedule < 16; schedule++) {
    const { steps, residue } = runProgram(parsed.program, new Faults(undefined), new CountingScheduler(schedule));
    expect(residue).toEqual([]);
    seen.add(steps.map(({ outcome }) => (isCrash(outcome) ? outcome.crashed : formatReturn(outcome.ret))).join(' '));
  }
  expect([...seen]).toContain(expected);
});
