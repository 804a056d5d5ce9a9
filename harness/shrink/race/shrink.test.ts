// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import { atOnce } from '../../../generators/explore';
import type { RaceProgram } from '../../../spec';
import { Exhaustive } from '../../schedulers/exhaustive';
import { Recorder } from '../../schedulers/recorder';
import { formatSchedule, scheduleOf, stepsOf, switchesOf } from '../../schedulers/schedule';
import { playNext } from '../../campaign/race/play';
import { countIn, playToy, updatesIn } from '../../campaign/race/testing/toy-kernel';
import { roundsFor } from './rounds';
import { shrinkRace, type Seek, type ShrinkLimits } from './shrink';
import { fewestSwitches, isBefore, type Scheduled } from '../../campaign/race/fewest-switches';

const operation = (op: string, args: Record<string, string> = {}, result?: string) =>
  result === undefined ? { op, args } : { op, result, args };
const load = operation('module.load', { name: 'soc_a' });
const open = operation('btf.open', { name: 'soc_a' }, 'b');
const create = (name: string) => operation('map.create', { btf: 'b', type: 'plain' }, name);
const update = (map: string) => operation('map.update', { map });
const lookup = (map: string) => operation('map.lookup', { map });
const quiesce = operation('quiesce');

/** An update is lost between two threads; all else is ballast. */
const BALLAST: RaceProgram = {
  prefix: [load, open, create('m'), create('n'), quiesce],
  threads: [
    [quiesce, update('m'), lookup('n')],
    [update('n'), update('m')],
    [lookup('m'), quiesce, quiesce],
    [update('n'), quiesce],
  ],
  suffix: [lookup('n'), quiesce, lookup('m')],
};

const LIMITS: ShrinkLimits = { candidates: 2000, inTime: () => true };

const lost =
  (by: number) =>
  (race: RaceProgram): ((history: Parameters<typeof countIn>[0]) => string | undefined) =>
  (history) => {
    const count = countIn(history);
    const updates = race.threads.flat().filter(({ op, args }) => op === 'map.update' && args['map'] === 'm').length;
    return count !== undefined && race.suffix.at(-1)?.args['map'] === 'm' && count <= updates - by
      ? `${updates - count} lost`
      : undefined;
  };

/** Tries schedules with few preemptions first, as the engine does. */
const seeker =
  (judgeOf: ReturnType<typeof lost>, schedules = 400): Seek<Scheduled<string>> =>
  (race) => {
    const recorder = new Recorder(new Exhaustive({ bound: 2 }));
    for (let run = 0; run < schedules; run++) {
      const history = playNext(playToy, race, recorder);
      if (history === undefined) break;
      const sighting = judgeOf(race)(history);
      if (sighting !== undefined) return Promise.resolve({ schedule: recorder.schedule, history, sighting });
    }
    return Promise.resolve(undefined);
  };

describe('a race shrinks to the fewest operations, then the fewest threads', () => {
  test('two updates of one map, and the lookup that tells', async () => {
    const { race, sighting, finished } = await shrinkRace(BALLAST, seeker(lost(1)), LIMITS);
    expect(finished).toBe(true);
    expect(race.threads).toEqual([[update('m')], [update('m')]]);
    expect(race.suffix).toEqual([lookup('m')]);
    expect(sighting?.sighting).toBe('1 lost');
    // The handles that it mentions are still bound.
    expect(race.prefix).toEqual([open, create('m')]);
  });

  test('three threads become two where two can do it', async () => {
    const three: RaceProgram = {
      prefix: [open, create('m')],
      threads: [[update('m')], [update('m')], [update('m')]],
      suffix: [lookup('m')],
    };
    const { race } = await shrinkRace(three, seeker(lost(2)), LIMITS);
    expect(race.threads.map(({ length }) => length).toSorted()).toEqual([1, 2]);
    expect(updatesIn(race)).toBe(3);
  });

  test('what need not run at once runs before or after', async () => {
    const long: RaceProgram = {
      prefix: [open],
      threads: [[create('m'), update('m'), quiesce], [quiesce]],
      suffix: [lookup('m')],
    };
    // It takes all operations, whenever they run.
    const all: Seek<string> = (race) =>
      Promise.resolve([...race.prefix, ...race.threads.flat(), ...race.suffix].length === 6 ? 'all there' : undefined);
    const { race } = await shrinkRace(long, all, LIMITS);
    expect(race.threads.map(({ length }) => length)).toEqual([1, 1]);
    expect(race.prefix).toEqual([open, create('m'), update('m')]);
  });

  test('always to the same', async () => {
    const results = await Promise.all([1, 2].map(() => shrinkRace(BALLAST, seeker(lost(1)), LIMITS)));
    expect(results[0]).toEqual(results[1]);
  });

  test('what no candidate shows stays as it is', async () => {
    const { race, sighting, finished, tried } = await shrinkRace(BALLAST, () => Promise.resolve(undefined), LIMITS);
    expect(race).toBe(BALLAST);
    expect(sighting).toBeUndefined();
    expect(finished).toBe(true);
    expect(tried).toBeGreaterThan(20);
  });

  test.each([
    ['candidates', { candidates: 3, inTime: () => true }],
    ['time', { candidates: 1000, inTime: () => false }],
  ])('it says so when it ran out of %s', async (_, limits) => {
    const { finished, tried } = await shrinkRace(BALLAST, seeker(lost(1)), limits);
    expect(finished).toBe(false);
    expect(tried).toBeLessThanOrEqual(3);
  });
});

describe('the schedule with the fewest context switches', () => {
  const race: RaceProgram = {
    prefix: [open, create('m')],
    threads: [[update('m')], [update('m')]],
    suffix: [lookup('m')],
  };

  const known = (threads: readonly string[]): Scheduled<string> => {
    const schedule = scheduleOf(threads);
    const history = { prefix: [], threads: [], suffix: [], residue: [] };
    return { schedule, history, sighting: 'as it was found' };
  };
  const wild = known(['T1', 'T2', 'T1', 'T2', 'T1', 'T2']);

  test('is found, and proved to be the earliest of the fewest', () => {
    const found = atOnce(fewestSwitches(race, wild, playToy, lost(1)(race), 10_000));
    expect(formatSchedule(found.schedule)).toBe('T1 T2*3 T1*2');
    expect(found).toMatchObject({ proved: 'earliest', sighting: '1 lost' });
  });

  test('agrees with a search of all schedules', () => {
    const recorder = new Recorder(new Exhaustive());
    let least = Number.POSITIVE_INFINITY;
    for (;;) {
      const history = playNext(playToy, race, recorder);
      if (history === undefined) break;
      if (lost(1)(race)(history) !== undefined) least = Math.min(least, switchesOf(recorder.schedule));
    }
    expect(least).toBe(2);
  });

  test('a search that was cut short proves nothing', () => {
    const found = atOnce(fewestSwitches(race, wild, playToy, lost(1)(race), 1));
    expect(found.proved).toBeUndefined();
    expect(found.schedules).toBe(1);
  });

  test('where nothing fails with fewer, what was known stays', () => {
    const found = atOnce(fewestSwitches(race, wild, playToy, () => undefined, 10_000));
    expect(found).toMatchObject({ schedule: wild.schedule, proved: 'earliest' });
    expect(stepsOf(found.schedule)).toBe(6);
  });

  test.each([
    [
      ['T1', 'T2'],
      ['T1', 'T2', 'T1'],
    ],
    [
      ['T1', 'T2', 'T2', 'T1'],
      ['T1', 'T1', 'T2', 'T1'],
    ],
    [
      ['T1', 'T2', 'T1'],
      ['T2', 'T1', 'T2'],
    ],
  ])('%j comes before %j', (a, b) => {
    expect(isBefore(scheduleOf(a), scheduleOf(b))).toBe(true);
    expect(isBefore(scheduleOf(b), scheduleOf(a))).toBe(false);
    expect(isBefore(scheduleOf(a), scheduleOf(a))).toBe(false);
  });
});

describe('rounds on a target whose schedules nobody controls', () => {
  test.each([
    [1000, 1000],
    [500, 1000],
    [10, 1000],
    [3, 100_000],
  ])('seen %i times in %i rounds: what is as likely is missed in less than one of a hundred cases', (seen, rounds) => {
    const sought = roundsFor(seen, rounds, 1e9);
    const rate = seen / rounds;
    expect((1 - rate) ** sought.rounds).toBeLessThanOrEqual(0.01);
    expect(sought.missed).toBeLessThanOrEqual(0.01);
  });

  test('fewer are not enough by the same reckoning', () => {
    const { rounds, missed } = roundsFor(10, 1000, 1e9);
    expect(missed ** ((rounds - 1) / rounds)).toBeGreaterThan(0.01);
  });

  test('where there is no time for so many, the chance of a miss is told', () => {
    const { rounds, missed } = roundsFor(1, 1_000_000, 5000);
    expect(rounds).toBe(5000);
    expect(missed).toBeGreaterThan(0.5);
    expect(missed).toBeLessThanOrEqual(1);
  });
});
