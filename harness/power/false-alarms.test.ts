// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A little of what `npm run soak` does at length.
import { expect, test } from '@jest/globals';
import { programIn } from '../../generators';
import { createModel } from '../../model';
import { PROFILE_NAMES, profileNamed } from '../../spec';
import { simulator } from '../adapters/simulator';
import { judge } from '../judge/judge';
import { falseAlarms, falseAlarmsBy } from './false-alarms';
import { historyOf } from './hunt';
import { STRATEGIES } from './strategies';

test.each(PROFILE_NAMES)('a sound kernel of %s is blamed for nothing', async (profile) => {
  for (const seed of [1, 2]) {
    const { operations, unknown, alarms } = await falseAlarms(profile, seed, 4000);
    expect(alarms).toEqual([]);
    expect(unknown).toBe(0);
    expect(operations).toBeGreaterThanOrEqual(4000);
  }
});

const FIXED = STRATEGIES.filter(({ name, seeded }) => !seeded && name !== 'tour');

test.each(PROFILE_NAMES)('nor by programs that nobody would draw at random: %s', async (profile) => {
  for (const strategy of FIXED) {
    const { programs, unknown, alarms } = await falseAlarmsBy(profile, strategy);
    expect([strategy.name, unknown, alarms]).toEqual([strategy.name, 0, []]);
    expect(programs).toBeGreaterThan(0);
  }
});

test('a type without stubs, which the series accepts, does not stand in for another', async () => {
  const program = programIn(`
module.load soc_a types=asked
b = btf.open soc_a
module.register soc_a no_stubs
module.register soc_a plain
m = map.create b plain link
map.update m .tag=5
l = link.create m
module.log soc_a`);
  await using session = await simulator({ kernel: 'v12' }).connect();
  const history = await historyOf(session, program);
  if (history === undefined) throw new Error('it can be run');
  expect(judge(createModel(profileNamed('v12')), program, history).kind).toBe('conforms');
  expect(history.steps[2]?.outcome).toEqual({ ret: 0 });
});
