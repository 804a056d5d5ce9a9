// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The counterexamples on file, held against the minima that are proved.
import { describe, expect, test } from '@jest/globals';
import { DEFAULTS, generateProgram, programIn } from '../../generators';
import { createModel } from '../../model';
import { DEFAULT_PROFILE, KERNEL_OPERATIONS, profileNamed, type Program } from '../../spec';
import { machineWith } from '../adapters/simulator';
import { readCounterexamples } from './counterexamples';
import { judgeOn } from './machine';
import { shrinkProgram, type Failing } from '../shrink/shrink';
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

describe('what the model does not foresee', () => {
  const fault = 'stale-btf-accepted';
  const run = (program: Program) => judgeOn(model, machineWith(fault), program);
  const operations = new Set(KERNEL_OPERATIONS.map(({ op }) => op));

  function firstFailing(seed: number): Failing {
    for (let index = 0; ; index++) {
      const program = generateProgram(model, { ...DEFAULTS, operations, seed, index });
      const { history, verdict } = run(program);
      if (verdict.kind === 'violates') return { program, history, violation: verdict.violation };
    }
  }

  // Its 40 operations unload the module as soon as its last map is let go of, and the model first thinks that it is held.
  test('is shrunk as well: an unload that comes sooner than the model takes it to', async () => {
    const { failing } = await shrinkProgram(model, firstFailing(4), (program) => Promise.resolve(run(program)));
    const exhausted = all.find((each) => each.fault === fault);
    if (exhausted === undefined) throw new Error(`no minimum of ${fault}`);
    const found = { violation: failing.violation, length: failing.program.operations.length };
    expect(standingOf(exhausted, { model, boot: () => machineWith(fault) }, found)).toBe('least');
  });
});
