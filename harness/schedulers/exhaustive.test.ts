// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import { Exhaustive, type ExhaustiveOptions } from './exhaustive';
import { Recorder } from './recorder';
import { formatSchedule, switchesOf, type Schedule } from './schedule';
import { runToy, type Toy, type ToyRun } from './testing/toy';
import { free, inversion, lostUpdate, serialised } from './testing/toys';

interface Explored {
  readonly schedules: readonly Schedule[];
  readonly runs: readonly ToyRun[];
  readonly search: Exhaustive;
}

function explore(make: () => Toy, options: ExhaustiveOptions = {}, limit = 100_000): Explored {
  const search = new Exhaustive(options);
  const recorder = new Recorder(search);
  const [schedules, runs]: [Schedule[], ToyRun[]] = [[], []];
  while (schedules.length < limit && recorder.begin()) {
    runs.push(runToy(make, recorder));
    schedules.push(recorder.schedule);
  }
  return { schedules, runs, search };
}

const texts = ({ schedules }: Explored): string[] => schedules.map(formatSchedule);

/** (a + b + …)! / (a! b! …) */
function interleavings(...lengths: readonly number[]): number {
  let [result, total] = [1, 0];
  for (const length of lengths) for (let step = 1; step <= length; step++) result = (result * ++total) / step;
  return Math.round(result);
}

describe.each(['preemptions', 'switches'] as const)('all schedules by %s', (measure) => {
  test.each([[[1, 1]], [[3, 4]], [[5, 5]], [[2, 3, 2]], [[1, 2, 1, 2]], [[6]]])(
    'of threads with %j steps: each once, and none is missing',
    (lengths) => {
      const explored = explore(free(...lengths), { measure });
      expect(new Set(texts(explored)).size).toBe(explored.schedules.length);
      expect(explored.schedules.length).toBe(interleavings(...lengths));
      expect(explored.search.complete).toBe(true);
      expect(explored.search.divergence).toBeUndefined();
    },
  );

  test('with locks as well', () => {
    const explored = explore(serialised, { measure });
    expect(new Set(texts(explored)).size).toBe(explored.schedules.length);
    expect(explored.search.complete).toBe(true);
    expect(explored.runs.some(({ deadlocked }) => deadlocked)).toBe(false);
  });
});

describe('the order', () => {
  test('rises with the number of preemptions', () => {
    const counts = explore(free(4, 4)).schedules.map((schedule) => switchesOf(schedule) - 1);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(counts.filter((count) => count === 0)).toHaveLength(2);
  });

  test('a level is done when all below it were run', () => {
    const search = new Exhaustive();
    expect(search.done).toBe(-1);
    // Two threads of two steps: two schedules without a preemption, two with one, two with two.
    const seen = Array.from({ length: 6 }, () => {
      search.begin();
      runToy(free(2, 2), search);
      return search.done;
    });
    expect(seen.slice(0, 3)).toEqual([-1, 0, 0]);
    expect(search.begin()).toBe(false);
    expect(search.complete).toBe(true);
  });

  test('no schedule of a lower level by switches is left when a level begins', () => {
    const search = new Exhaustive({ measure: 'switches' });
    const recorder = new Recorder(search);
    const late: string[] = [];
    while (recorder.begin()) {
      const { done } = search;
      runToy(free(3, 2, 2), recorder);
      if (switchesOf(recorder.schedule) < done + 1) late.push(formatSchedule(recorder.schedule));
    }
    expect(late).toEqual([]);
  });
});

describe('limits', () => {
  test('a bound on preemptions leaves out what needs more, and says so', () => {
    const explored = explore(free(4, 4), { bound: 1 });
    expect(explored.schedules.every((schedule) => switchesOf(schedule) <= 2)).toBe(true);
    expect(explored.search.complete).toBe(false);
    expect(explored.search.done).toBe(1);
  });

  test('a bound that leaves nothing out is complete', () => {
    expect(explore(free(2, 2), { bound: 9 }).search.complete).toBe(true);
  });

  test('without memory for all of them it is never complete, and no level that lost some is done', () => {
    const explored = explore(free(5, 5), { memory: 3 });
    expect(explored.search.complete).toBe(false);
    expect(explored.search.done).toBeLessThan(2);
  });
});

test('a lost update needs one preemption, and no less', () => {
  const { runs, schedules } = explore(lostUpdate);
  const first = runs.findIndex(({ failed }) => failed);
  expect(switchesOf(schedules[first] as Schedule)).toBe(2);
  expect(runs.slice(0, 2).map(({ failed }) => failed)).toEqual([false, false]);
});

test('a lock order inversion deadlocks with one preemption', () => {
  const { runs, search } = explore(inversion, { bound: 1 });
  expect(runs.some(({ deadlocked }) => deadlocked)).toBe(true);
  expect(search.done).toBe(1);
});

test('a system that something else decides as well diverges', () => {
  let run = 0;
  const search = new Exhaustive();
  for (let runs = 0; runs < 4 && search.begin(); runs++) runToy(run++ === 0 ? free(2, 2) : free(2), search);
  expect(search.divergence).toMatchObject({ wanted: 'T2' });
});
