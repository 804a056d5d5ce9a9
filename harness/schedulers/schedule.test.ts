// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Recorder } from './recorder';
import { Replay } from './replay';
import { formatSchedule, parseSchedule, scheduleOf, stepsOf, switchesOf, type Schedule } from './schedule';
import { runToy } from './testing/toy';
import { free, inversion, orderViolation } from './testing/toys';
import { Uniform } from './uniform';

const schedules = fc.array(fc.constantFrom('T1', 'T2', 'T3', 'kworker/1', 'rcu/2'), { maxLength: 60 }).map(scheduleOf);

describe('the text of a schedule', () => {
  test('is run lengths', () => {
    const schedule = scheduleOf(['T1', 'T1', 'T1', 'T2', 'kworker/1', 'T1', 'T1']);
    expect(formatSchedule(schedule)).toBe('T1*3 T2 kworker/1 T1*2');
    expect(stepsOf(schedule)).toBe(7);
    expect(switchesOf(schedule)).toBe(3);
  });

  test('parses back to the schedule', () => {
    fc.assert(
      fc.property(schedules, (schedule) => {
        expect(parseSchedule(formatSchedule(schedule))).toEqual({ kind: 'schedule', schedule });
      }),
    );
  });

  test.each([
    ['T1*3 T2*', 6, 'T2*'],
    ['T1*0', 1, 'T1*0'],
    ['T1 *3', 4, '*3'],
    ['T1, T2', 1, 'T1,'],
    ['T1*99999999999', 1, 'T1*99999999999'],
  ])('%s: the word that is none is named with its column', (text, column, word) => {
    expect(parseSchedule(text)).toEqual({ kind: 'error', column, word });
  });
});

describe('a replay', () => {
  test('of any schedule takes the same steps', () => {
    const recorder = new Recorder(new Uniform(3));
    for (let run = 0; run < 50; run++) {
      recorder.begin();
      const { steps } = runToy(orderViolation, recorder);
      const replay = new Replay(recorder.schedule);
      expect(replay.begin()).toBe(true);
      expect(runToy(orderViolation, replay).steps).toEqual(steps);
      expect(replay.divergence).toBeUndefined();
      expect(replay.begin()).toBe(false);
    }
  });

  const replayed = (text: string, make: Parameters<typeof runToy>[0]): Replay => {
    const parsed = parseSchedule(text);
    const replay = new Replay((parsed as { schedule: Schedule }).schedule);
    replay.begin();
    runToy(make, replay);
    return replay;
  };

  test('diverges where the thread cannot run', () => {
    // Both wait for the other for ever, so the run ends there.
    expect(replayed('T1*2 T2*2', inversion).divergence).toBeUndefined();
    expect(replayed('T1*2 T2*2 T1', inversion).divergence).toEqual({ step: 4, wanted: 'T1', runnable: [] });
    expect(replayed('T1*3 T2*2', free(3, 1)).divergence).toEqual({ step: 4, wanted: 'T2', runnable: [] });
    expect(replayed('T1*3 T3', free(3, 1)).divergence).toEqual({ step: 3, wanted: 'T3', runnable: ['T2'] });
  });

  test('diverges where the run goes on after the end of the schedule', () => {
    expect(replayed('T1*3', free(3, 1)).divergence).toEqual({ step: 3, wanted: undefined, runnable: ['T2'] });
  });
});

test('a recorder counts steps, and says whether anything raced', () => {
  const recorder = new Recorder(new Uniform(1));
  recorder.begin();
  runToy(free(5), recorder);
  expect([recorder.steps, recorder.raced]).toEqual([5, false]);
  recorder.begin();
  runToy(free(2, 2), recorder);
  expect([recorder.steps, recorder.raced]).toEqual([9, true]);
});
