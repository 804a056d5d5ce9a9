// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import { Pct } from './pct';
import { Portfolio } from './portfolio';
import { Recorder } from './recorder';
import { formatSchedule } from './schedule';
import { type Strategy } from './strategy';
import { failures, runToy, type Toy } from './testing/toy';
import { atomicityViolation, free, lostUpdate, nestedViolation, orderViolation, tightRace } from './testing/toys';
import { Uniform } from './uniform';
import { Urw } from './urw';

/** All schedules of so many runs, as text. */
function schedulesOf(make: () => Toy, strategy: Strategy, runs: number): string[] {
  const recorder = new Recorder(strategy);
  return Array.from({ length: runs }, () => {
    recorder.begin();
    runToy(make, recorder);
    return formatSchedule(recorder.schedule);
  });
}

const ALL: readonly ((seed: number) => Strategy)[] = [
  (seed) => new Uniform(seed),
  (seed) => new Pct(1, seed),
  (seed) => new Pct(4, seed),
  (seed) => new Urw(seed),
  (seed) => new Portfolio([new Uniform(seed), new Pct(2, seed), new Urw(seed)]),
];

test.each(ALL.map((make) => [make(1).name, make] as const))('%s: a seed decides every schedule', (_, make) => {
  const first = schedulesOf(orderViolation, make(7), 20);
  expect(schedulesOf(orderViolation, make(7), 20)).toEqual(first);
  expect(schedulesOf(orderViolation, make(8), 20)).not.toEqual(first);
});

/** Of 5,000 schedules each; the bounds are five standard deviations. */
describe('the chance of a schedule to show a planted bug', () => {
  const RUNS = 5_000;
  const near = (share: number): readonly [number, number] => {
    const spread = 5 * Math.sqrt(share * (1 - share) * RUNS);
    return [Math.floor(share * RUNS - spread), Math.ceil(share * RUNS + spread)];
  };

  test.each([
    ['order', orderViolation, new Pct(1, 1), 0.5],
    ['order', orderViolation, new Pct(2, 1), 0.339],
    ['order', orderViolation, new Pct(3, 1), 0.23],
    ['order', orderViolation, new Pct(4, 1), 0.155],
    ['atomicity', atomicityViolation, new Pct(2, 1), 0.0086],
    ['atomicity', atomicityViolation, new Pct(4, 1), 0.0125],
    // The tenth step of T2 after exactly ten of T1: C(19,9) of 2^20 walks.
    ['tight', tightRace, new Uniform(1), 92378 / 2 ** 20],
    ['tight', tightRace, new Pct(2, 1), 0.0084],
  ] as const)('%s violation: %#', (_, make, strategy, share) => {
    const [low, high] = near(share);
    const count = failures(make, strategy, RUNS);
    expect(count).toBeGreaterThanOrEqual(low);
    expect(count).toBeLessThanOrEqual(high);
  });

  test.each([
    ['order', orderViolation, new Uniform(1)],
    ['atomicity', atomicityViolation, new Uniform(1)],
    ['atomicity', atomicityViolation, new Pct(1, 1)],
    ['nested', nestedViolation, new Pct(2, 1)],
  ] as const)('%s violation, out of reach: %#', (_, make, strategy) => {
    expect(failures(make, strategy, RUNS)).toBeLessThanOrEqual(2);
  });
});

describe('PCT', () => {
  test.each([
    [1, orderViolation],
    [2, atomicityViolation],
    [3, nestedViolation],
  ] as const)('depth %i keeps its promise: the bug turns up before the bound says it must have', (depth, make) => {
    const pct = new Pct(depth, 1);
    while (pct.missed > 0.001) {
      pct.begin();
      if (runToy(make, pct).failed) return;
    }
    throw new Error(`a bug of depth ${depth} was missed `);
  });

  test('the bound is 1 - 1/(n k^(d-1)) for each run', () => {
    const pct = new Pct(2, 1);
    expect(pct.missed).toBe(1);
    for (let run = 0; run < 101; run++) {
      pct.begin();
      runToy(free(20, 20, 20), pct);
    }
    // The first run is drawn for a guess of 64 steps.
    expect(pct.extent).toEqual({ threads: 3, steps: 60 });
    expect(pct.missed).toBeCloseTo((1 - 1 / (3 * 64)) * (1 - 1 / (3 * 60)) ** 100, 10);
  });

  test('a run longer than its change points were drawn for proves nothing', () => {
    const pct = new Pct(2, 1);
    pct.begin();
    runToy(free(40, 40), pct);
    expect(pct.missed).toBe(1);
  });
});

describe('uniform over interleavings', () => {
  test('each of the interleavings is as likely as any other', () => {
    const RUNS = 7000;
    const urw = new Urw(1);
    // The first run only counts steps.
    schedulesOf(free(3, 4), urw, 1);
    const counts = new Map<string, number>();
    for (const text of schedulesOf(free(3, 4), urw, RUNS)) counts.set(text, (counts.get(text) ?? 0) + 1);
    expect(counts.size).toBe(35);
    // Chi-square with 34 degrees of freedom is above 73 once in ten thousand times.
    const expected = RUNS / 35;
    const chi = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(chi).toBeLessThan(73);
  });

  test('the uniform walk is not: it prefers those that switch often', () => {
    const counts = new Map<string, number>();
    for (const text of schedulesOf(free(3, 4), new Uniform(1), 7000)) counts.set(text, (counts.get(text) ?? 0) + 1);
    expect(counts.get('T2*4 T1*3') ?? 0).toBeGreaterThan(350);
  });
});

describe('a portfolio', () => {
  const onlyOnce = (name: string): Strategy => {
    let begun = false;
    return { name, begin: () => !begun && (begun = true), pick: () => 0, end: () => undefined };
  };

  test('takes turns, and passes over who is through', () => {
    const portfolio = new Portfolio([onlyOnce('a'), new Pct(1, 1), onlyOnce('b')]);
    const begun = Array.from({ length: 6 }, () => portfolio.begin());
    expect(begun).toEqual([true, true, true, true, true, true]);
  });

  test('is through when all are', () => {
    const portfolio = new Portfolio([onlyOnce('a'), onlyOnce('b')]);
    expect([portfolio.begin(), portfolio.begin(), portfolio.begin()]).toEqual([true, true, false]);
  });

  test('finds what its members find', () => {
    const portfolio = new Portfolio([new Uniform(1), new Pct(1, 1)]);
    expect(failures(tightRace, portfolio, 200)).toBeGreaterThan(0);
    expect(failures(orderViolation, portfolio, 200)).toBeGreaterThan(0);
    expect(failures(lostUpdate, portfolio, 200)).toBeGreaterThan(0);
  });
});
