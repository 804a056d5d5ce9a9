// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { binomial } from '../coverage/testing/binomial';
import { chernoff, ONE_IN_BILLION } from './chernoff';
import { QUANTILE, wilson } from './wilson';

const sample = fc
  .integer({ min: 1, max: 1_000_000 })
  .chain((trials) => fc.tuple(fc.integer({ min: 0, max: trials }), fc.constant(trials)));

describe("Chernoff's bounds", () => {
  test('contain what was observed, and stay between 0 and 1', () => {
    fc.assert(
      fc.property(sample, ([successes, trials]) => {
        const { low, high } = chernoff(successes / trials, trials, ONE_IN_BILLION);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(successes / trials);
        expect(high).toBeGreaterThanOrEqual(successes / trials);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });

  test.each([0.0001, 0.002, 0.02, 0.1, 0.5, 0.9])('miss a true share of %d once in a billion at most', (share) => {
    for (const trials of [10, 100, 400, 900]) {
      const missed = binomial(trials, share).reduce((sum, chance, successes) => {
        const { low, high } = chernoff(successes / trials, trials, ONE_IN_BILLION);
        return low <= share && share <= high ? sum : sum + chance;
      }, 0);
      expect(missed).toBeLessThanOrEqual(1e-9);
    }
  });

  test("are near Wilson's where there is much to go by", () => {
    const [exact, approximate] = [chernoff(0.3, 100_000, ONE_IN_BILLION), wilson(0.3, 100_000, QUANTILE.oneInBillion)];
    expect(exact.low).toBeCloseTo(approximate.low, 2);
    expect(exact.high).toBeCloseTo(approximate.high, 2);
  });

  test('say nothing without trials', () => {
    expect(chernoff(0, 0, ONE_IN_BILLION)).toEqual({ low: 0, high: 1 });
  });
});
