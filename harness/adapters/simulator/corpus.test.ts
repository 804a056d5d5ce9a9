// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Every witness program of the specification but those for loaders, step by step: the simulator must do what it shows.
import { expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { programIn } from '../../../generators/text';
import {
  DEFAULT_PROFILE,
  formatReturn,
  hasReturned,
  KERNEL_OPERATIONS,
  PROFILE_NAMES,
  profileNamed,
  toldBy,
} from '../../../spec';
import { Faults } from './faults';
import { kernelVersion, type KernelVersion } from './kernel/version';
import { runProgram } from './run';
import { CountingScheduler } from './scheduler';

const CORPUS = join(__dirname, '../../../spec/corpus');
const files = readdirSync(CORPUS).filter((name) => name.endsWith('.program') && !name.startsWith('LOADER-'));

/** A witness of another profile than the default one has its name after an @. */
const versionOf = (file: string): KernelVersion => {
  const [, name] = /@(.+)\.program$/.exec(file) ?? [];
  return kernelVersion(profileNamed(PROFILE_NAMES.find((profile) => profile === name) ?? DEFAULT_PROFILE));
};

/** The returns that a witness writes behind its operations. */
const expectedReturns = (text: string): readonly string[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => /# (\S+)/.exec(line)?.[1] ?? '');

test.each(files)('%s', (name) => {
  const text = readFileSync(join(CORPUS, name), 'utf8');
  const program = programIn(text);
  const expected = expectedReturns(text).join(' ');
  // What may happen need not happen on every schedule.
  const seen = new Set<string>();
  for (let schedule = 0; schedule < 16; schedule++) {
    const scheduler = new CountingScheduler(schedule);
    const { steps, residue } = runProgram(program, new Faults(undefined), scheduler, versionOf(name));
    expect(residue).toEqual([]);
    seen.add(
      steps
        .map(({ outcome }) => (hasReturned(outcome) ? formatReturn(outcome.ret) : JSON.stringify(outcome)))
        .join(' '),
    );
  }
  expect([...seen]).toContain(expected);
});

test('an operation tells something where spec/operations/told.ts says so, and nowhere else', () => {
  const telling = new Set<string>();
  for (const name of files) {
    const program = programIn(readFileSync(join(CORPUS, name), 'utf8'));
    const { steps } = runProgram(program, new Faults(undefined), new CountingScheduler(0), versionOf(name));
    for (const [index, { outcome }] of steps.entries())
      if (hasReturned(outcome) && outcome.value !== undefined) telling.add(program.operations[index]?.op ?? '');
  }
  const told = KERNEL_OPERATIONS.filter((definition) => toldBy(definition).length > 0).map(({ op }) => op);
  expect([...telling].toSorted()).toEqual(told.toSorted());
});
