// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The other half of a measure of power: what a sound kernel is blamed for. Model and simulator, each by somebody who did
// not see the other's work, must agree on everything.
import { DEFAULTS, generateProgram } from '../../generators';
import { createModel, type Model } from '../../model';
import { profileNamed, type ProfileName, type Program } from '../../spec';
import { simulator } from '../adapters/simulator';
import { judge } from '../judge/judge';
import type { Door } from '../campaign/options';
import type { Failing } from '../shrink/shrink';
import { historyOf } from './hunt';
import type { Strategy } from './strategy';

export interface Peace {
  readonly programs: number;
  readonly operations: number;
  /** Programs of which nothing could be said. */
  readonly unknown: number;
  readonly alarms: readonly Failing[];
}

/** Random programs of one seed on the sound kernel of a profile, at least so many operations in all. */
export const falseAlarms = (
  profile: ProfileName,
  seed: number,
  least: number,
  maxOperations = DEFAULTS.maxOperations,
): Promise<Peace> =>
  peaceWith(profile, seed, function* (model, { operations }) {
    for (let [index, sum] = [0, 0]; sum < least; index++) {
      const program = generateProgram(model, { ...DEFAULTS, maxOperations, operations, seed, index });
      yield program;
      sum += program.operations.length;
    }
  });

/** The programs of a strategy that takes no seed, which are many ways to do something odd. */
export const falseAlarmsBy = (profile: ProfileName, strategy: Strategy): Promise<Peace> =>
  peaceWith(profile, 0, (model, door) => strategy.programs({ model, door, fault: '' }, 0));

async function peaceWith(
  profile: ProfileName,
  seed: number,
  programs: (model: Model, door: Door) => Iterable<Program>,
): Promise<Peace> {
  const model = createModel(profileNamed(profile));
  await using session = await simulator({ kernel: profile, schedule: seed }).connect();
  const alarms: Failing[] = [];
  let [count, operations, unknown] = [0, 0, 0];
  for (const program of programs(model, session)) {
    const history = await historyOf(session, program);
    const verdict = history && judge(model, program, history);
    count++;
    operations += program.operations.length;
    if (history === undefined || verdict === undefined || verdict.kind === 'unknown') unknown++;
    else if (verdict.kind === 'violates') alarms.push({ program, history, violation: verdict.violation });
  }
  return { programs: count, operations, unknown, alarms };
}
