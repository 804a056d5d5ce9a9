// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import { KERNEL_OPERATIONS, DEFAULT_PROFILE, profileNamed, type Program } from '../../spec';
import { createModel } from '../../model';
import { DEFAULTS, formatProgram, generateProgram } from '../../generators';
import { simulator } from '../adapters/simulator';
import { judge } from '../judge/judge';
import { shrinkProgram, type Failing, type RunCandidate } from './shrink';

const profile = profileNamed(DEFAULT_PROFILE);
const model = createModel(profile);
const operations = new Set(KERNEL_OPERATIONS.map(({ op }) => op));

async function runner(fault: string): Promise<RunCandidate> {
  const session = await simulator({ fault }).connect();
  return async (program) => {
    for await (const ran of session.run([program]))
      if (ran.kind === 'history') return { history: ran.history, verdict: judge(model, program, ran.history) };
    return undefined;
  };
}

/** The first generated program that fails, as it is. */
async function firstFailing(run: RunCandidate, seed: number): Promise<Failing> {
  for (let index = 0; index < 5000; index++) {
    const program = generateProgram(model, { ...DEFAULTS, operations, seed, index });
    const ran = await run(program);
    if (ran?.verdict.kind === 'violates') return { program, history: ran.history, violation: ran.verdict.violation };
  }
  throw new Error('5000 programs pass');
}

const lines = (program: Program): string[] => formatProgram(program).trimEnd().split('\n');

describe('shrinking to the known minimum', () => {
  test.each([
    // load, open, create, unload: no map can exist with less, and only the unload tells.
    ['map-does-not-hold-module', 4],
    // load with owner, open, create, update.
    ['update-owner-returns-success', 4],
  ])('%s: %i operations, from any of five seeds', async (fault, minimum) => {
    const run = await runner(fault);
    for (const seed of [1, 2, 3, 4, 5]) {
      const { failing } = await shrinkProgram(model, await firstFailing(run, seed), run);
      expect(lines(failing.program)).toHaveLength(minimum);
    }
  });

  test('what is left still fails in the same way, and nothing follows the violation', async () => {
    const run = await runner('detach-then-close-unregs-twice');
    const before = await firstFailing(run, 1);
    const { failing, executions } = await shrinkProgram(model, before, run);
    expect(failing.violation.step).toBeGreaterThanOrEqual(failing.program.operations.length - 1);
    expect(failing.violation.clauses).toEqual(expect.arrayContaining([before.violation.clauses[0]]));
    expect(failing.program.operations.length).toBeLessThan(before.program.operations.length);
    expect(executions).toBeGreaterThan(0);
  });
});

test('a violation that does not happen again is left as it was', async () => {
  const run = await runner('map-does-not-hold-module');
  const failing = await firstFailing(run, 1);
  const never: RunCandidate = () => Promise.resolve(undefined);
  const result = await shrinkProgram(model, failing, never);
  expect(result.failing.program.operations).toEqual(failing.program.operations.slice(0, failing.violation.step + 1));
});
