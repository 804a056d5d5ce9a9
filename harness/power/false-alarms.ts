// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The other half of a measure of power: what a sound kernel is blamed for. Model and simulator, each by somebody who did
// not see the other's work, must agree on everything.
import { DEFAULTS, generateProgram } from '../../generators';
import { createModel } from '../../model';
import { profileNamed, type ProfileName } from '../../spec';
import { simulator } from '../adapters/simulator';
import { judge } from '../check/judge';
import type { Failing } from '../shrink/shrink';
import { historyOf } from './hunt';

export interface Peace {
  readonly programs: number;
  readonly operations: number;
  /** Programs of which nothing could be said. */
  readonly unknown: number;
  readonly alarms: readonly Failing[];
}

/** Random programs of one seed on the sound kernel of a profile, at least so many operations in all. */
export async function falseAlarms(
  profile: ProfileName,
  seed: number,
  least: number,
  maxOperations = DEFAULTS.maxOperations,
): Promise<Peace> {
  const model = createModel(profileNamed(profile));
  await using session = await simulator({ kernel: profile, schedule: seed }).connect();
  const alarms: Failing[] = [];
  let [operations, unknown, index] = [0, 0, 0];
  for (; operations < least; index++) {
    const program = generateProgram(model, { ...DEFAULTS, maxOperations, operations: session.operations, seed, index });
    const history = await historyOf(session, program);
    const verdict = history && judge(model, program, history);
    operations += program.operations.length;
    if (history === undefined || verdict === undefined || verdict.kind === 'unknown') unknown++;
    else if (verdict.kind === 'violates') alarms.push({ program, history, violation: verdict.violation });
  }
  return { programs: index, operations, unknown, alarms };
}
