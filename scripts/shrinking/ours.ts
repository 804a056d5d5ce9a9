// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The suite's own generator and shrinker.
import { DEFAULTS, generateProgram } from '../../generators';
import { judgeOn } from '../../harness/power/machine';
import { cut, shrinkProgram } from '../../harness/shrink/shrink';
import type { Program } from '../../spec';
import { LENGTH, PROGRAMS, type Shrinker } from './contest';

export const ours: Shrinker = async ({ model, boot, operations }, seed) => {
  const run = (program: Program): ReturnType<typeof judgeOn> => judgeOn(model, boot(), program);
  for (let index = 0; index < PROGRAMS; index++) {
    const program = generateProgram(model, { ...DEFAULTS, maxOperations: LENGTH, operations, seed, index });
    const { history, verdict } = run(program);
    if (verdict.kind !== 'violates') continue;
    const found = cut({ program, history, violation: verdict.violation });
    const { failing, executions } = await shrinkProgram(model, found, (candidate) => Promise.resolve(run(candidate)));
    return { violation: failing.violation, length: failing.program.operations.length, executions };
  }
  return undefined;
};
