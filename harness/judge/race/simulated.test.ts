// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The judge against the simulator without a fault: whatever a schedule shows is allowed.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseRace } from '../../../generators';
import { createModel } from '../../../model';
import { DEFAULT_PROFILE, profileNamed, type RaceProgram } from '../../../spec';
import { Faults } from '../../adapters/simulator/faults';
import { runRace } from '../../adapters/simulator/race';
import { Recorder } from '../../schedulers/recorder';
import { formatSchedule, parseSchedule } from '../../schedulers/schedule';
import { Uniform } from '../../schedulers/uniform';
import { playAgain, playNext, type Play } from '../../campaign/race/play';
import { RaceJudge } from './judge';
import { SCENES, type Scene } from './testing/scenes';

const model = createModel(profileNamed(DEFAULT_PROFILE));
const SOUND = new Faults(undefined);
const play: Play = (race, strategy) => runRace(race, SOUND, strategy).history;

function raceOf(text: string): RaceProgram {
  const parsed = parseRace(text);
  if (parsed.kind === 'error') throw new Error(`${parsed.message}\n${text}`);
  return parsed.race;
}

/** What a module with the type `plain` alone logs while it is loaded. */
const FIRST_LOG = ['init plain', ...['run', 'alt', 'tag', 'spare'].map((member) => `init_member plain ${member}`)];

describe('what once was a false alarm is allowed', () => {
  test.each([
    {
      name: 'a BTF object has its id until the notifier of MODULE_STATE_GOING has run',
      schedule: 'T1*2 T2*2 T1*4',
      text: `
module.load soc_b
b = btf.open soc_b
| module.unload soc_b | module.info soc_b
|                     | d = fd.dup b
`,
      shows: [
        [{ ret: 0 }],
        [
          { ret: 0, value: { initstate: 'going', refcnt: -1 } },
          { ret: 0, value: { id: 3 } },
        ],
      ],
    },
    {
      name: 'check_member() is called while BPF_PROG_LOAD holds the module',
      schedule: 'T2*3 T1*3 T2',
      text: `
module.load soc_a types=skew
b = btf.open soc_a
| module.log soc_a    | p = prog.load b skew run
| module.unload soc_a |
`,
      shows: [
        [{ ret: 0, value: ['init skew', 'check_member skew run'] }, { ret: -11 }],
        [{ ret: 0, value: { id: 1 } }],
      ],
    },
    {
      name: 'the log of a module whose init will fail can be read',
      schedule: 'T2*8 T1 T2*5 rcu/1',
      text: `
| module.log soc_a | module.load soc_a init=-12
`,
      shows: [[{ ret: 0, value: ['init plain'] }], [{ ret: -12 }]],
    },
    {
      name: 'a load that will be refused is waited for, even when the module is gone by then',
      schedule: 'T1*2 T2*3 T1*6 T2 T1 rcu/1',
      text: `
module.load soc_a
| module.unload soc_a | module.load soc_a
| module.load soc_a   |
`,
      shows: [[{ ret: 0 }, { ret: -16 }], [{ ret: -16 }]],
    },
    {
      name: 'a link that is refused by reg() holds its map until it returns',
      schedule: 'T1*3 T2*5 T1',
      text: `
module.load soc_a types=owned
b = btf.open soc_a
m = map.create b owned link
map.update m
n = map.create b owned
map.update n
| l = link.create m | map.delete n
|                   | map.lookup m
`,
      shows: [[{ ret: -17 }], [{ ret: 0 }, { ret: 0, value: { state: 3, refcnt: 1, members: {} } }]],
    },
    {
      name: 'a link that is closed while it is updated is registered until the update returns',
      schedule: 'T1 T2*7 T1*6 T2*5',
      text: `
module.load soc_b
b = btf.open soc_b
m = map.create b plain link
map.update m
l = link.create m
| k = link.create m | link.update l m old=m flags=replace
| fd.close l        |
| module.log soc_b  |
`,
      shows: [
        [
          { ret: 0, value: { id: 2 } },
          { ret: 0 },
          { ret: 0, value: [...FIRST_LOG, 'validate plain 0', 'reg plain 0', 'update plain 0 0', 'reg plain 0'] },
        ],
        [{ ret: 0 }],
      ],
    },
    ...[
      { schedule: 'T1 T2 T1*8', refcnt: 2, name: 'the new map' },
      { schedule: 'T1*2 T2 T1*7', refcnt: 3, name: 'the old map, too' },
      { schedule: 'T1*5 T2 T1*4', refcnt: 4, name: 'the map for the link, too' },
    ].map(({ schedule, refcnt, name }) => ({
      name: `a map is counted while link_update_map() holds ${name}`,
      schedule,
      text: `
module.load soc_a
b = btf.open soc_a
m = map.create b plain link
map.update m
l = link.create m
| link.update l m old=m flags=replace | map.lookup m
`,
      shows: [[{ ret: 0 }], [{ ret: 0, value: { state: 3, refcnt, members: {} } }]],
    })),
  ])('$name', ({ schedule, text, shows }) => {
    const parsed = parseSchedule(schedule);
    if (parsed.kind === 'error') throw new Error(parsed.word);
    const race = raceOf(text);
    const replayed = playAgain(play, race, parsed.schedule);
    if (replayed.kind !== 'history') throw new Error('the schedule does not fit');
    expect(replayed.history.threads.map((steps) => steps.map(({ outcome }) => outcome))).toEqual(shows);
    expect(new RaceJudge(model, race).judge(replayed.history)).toMatchObject({ kind: 'allowed' });
  });
});

/** Situations that a race may go through to be judged here. */
const BUDGET = 8_000;
const SCHEDULES = 25;

const threadOf = ({ operations }: Scene, most: number): fc.Arbitrary<readonly string[]> =>
  fc.array(fc.constantFrom(...operations), { minLength: 1, maxLength: most });

const races = fc.constantFrom(...SCENES).chain((scene) => {
  const threads = fc.oneof(
    { weight: 4, arbitrary: fc.tuple(threadOf(scene, 3), threadOf(scene, 3)) },
    { weight: 1, arbitrary: fc.tuple(threadOf(scene, 2), threadOf(scene, 1), threadOf(scene, 1)) },
  );
  return threads.map((columns) => {
    const rows = Array.from({ length: 3 }, (_, row) => columns.map((column) => `| ${column[row] ?? ''}`).join(' '));
    return [...scene.prefix, ...rows.filter((row) => /[a-z]/.test(row))].join('\n');
  });
});

test('no schedule of a sound simulator is a violation', () => {
  let judged = 0;
  fc.assert(
    fc.property(races, fc.nat(), (text, seed) => {
      const race = raceOf(text);
      const judge = new RaceJudge(model, race, BUDGET);
      if (judge.allowance.kind !== 'all') return;
      const recorder = new Recorder(new Uniform(seed));
      for (let run = 0; run < SCHEDULES; run++) {
        const history = playNext(play, race, recorder);
        if (history === undefined) throw new Error('a walk has no end');
        const verdict = judge.judge(history);
        judged++;
        if (verdict.kind !== 'allowed')
          throw new Error(`${formatSchedule(recorder.schedule)}: ${JSON.stringify(verdict)}`);
      }
    }),
    { seed: 20240122, numRuns: 120 },
  );
  expect(judged).toBeGreaterThan(2500);
});
