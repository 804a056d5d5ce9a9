// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The counterexamples on file, held against the minima that are proved.
import { describe, expect, test } from '@jest/globals';
import { programIn } from '../../generators';
import { createModel } from '../../model';
import { DEFAULT_PROFILE, profileNamed } from '../../spec';
import { machineWith } from '../adapters/simulator';
import { readCounterexamples } from './counterexamples';
import { judgeOn } from './machine';
import { readMinima, standingOf } from './minima';

const model = createModel(profileNamed(DEFAULT_PROFILE));
const kept = readCounterexamples();
const all = readMinima();

test('there are twenty faults whose minimum is proved', () => {
  expect(new Set(all.map(({ fault }) => fault)).size).toBe(20);
});

describe.each(all.map((exhausted) => [exhausted.fault, exhausted] as const))('%s', (fault, exhausted) => {
  const boot = () => machineWith(fault);

  test('is shown by each program of the proof, and by none of them before its last operation', () => {
    for (const lines of exhausted.programs) {
      const { verdict } = judgeOn(model, boot(), programIn(lines.join('\n')));
      expect(verdict.kind).toBe('violates');
      if (verdict.kind === 'violates') expect(verdict.violation.step).toBeGreaterThanOrEqual(lines.length - 1);
    }
  });

  test('tells what is longer than it need be', () => {
    const program = programIn((exhausted.programs[0] ?? []).join('\n'));
    const { verdict } = judgeOn(model, boot(), program);
    if (verdict.kind !== 'violates') throw new Error('it violates');
    const found = { violation: verdict.violation, length: program.operations.length };
    expect(standingOf(exhausted, { model, boot }, found)).toBe('least');
    expect(standingOf(exhausted, { model, boot }, { ...found, length: found.length + 1 })).toBe('not least');
    expect(standingOf({ ...exhausted, length: 0, programs: [] }, { model, boot }, found)).toBe('unproved');
  });

  test('has a counterexample on file that is as short as any', () => {
    const counterexample = kept.get(fault);
    if (counterexample === undefined) throw new Error(`no counterexample of ${fault}`);
    const { verdict } = judgeOn(model, boot(), counterexample.program);
    if (verdict.kind !== 'violates') throw new Error(`the counterexample of ${fault} shows nothing`);
    const found = { violation: verdict.violation, length: counterexample.program.operations.length };
    expect(standingOf(exhausted, { model, boot }, found)).toBe('least');
  });
});
