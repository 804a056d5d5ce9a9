// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { binomial } from '../coverage/testing/binomial';
import { QUANTILE, wilson } from './wilson';

const quantile = fc.constantFrom(1.959964, QUANTILE.oneInThousand, QUANTILE.oneInBillion);
/** So many successes in so many trials. */
const sample = fc
  .integer({ min: 1, max: 1_000_000 })
  .chain((trials) => fc.tuple(fc.integer({ min: 0, max: trials }), fc.constant(trials)));

describe("Wilson's interval", () => {
  test('contains what was observed, and stays between 0 and 1', () => {
    fc.assert(
      fc.property(sample, quantile, ([successes, trials], z) => {
        const { low, high } = wilson(successes / trials, trials, z);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(successes / trials);
        expect(high).toBeGreaterThanOrEqual(successes / trials);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('moves up with the share', () => {
    fc.assert(
      fc.property(sample, quantile, ([successes, trials], z) => {
        const [less, more] = [
          wilson(successes / trials, trials, z),
          wilson(Math.min(1, (successes + 1) / trials), trials, z),
        ];
        expect(more.low).toBeGreaterThanOrEqual(less.low);
        expect(more.high).toBeGreaterThanOrEqual(less.high);
      }),
    );
  });

  test('gets narrower with more trials, and wider with more certainty', () => {
    fc.assert(
      fc.property(sample, ([successes, trials]) => {
        const width = (factor: number, z: number): number => {
          const { low, high } = wilson(successes / trials, trials * factor, z);
          return high - low;
        };
        expect(width(4, QUANTILE.oneInThousand)).toBeLessThan(width(1, QUANTILE.oneInThousand));
        expect(width(1, QUANTILE.oneInBillion)).toBeGreaterThan(width(1, QUANTILE.oneInThousand));
      }),
    );
  });

  test.each([0.02, 0.1, 0.3, 0.5, 0.9])('misses a true share of %d about as seldom as it says', (share) => {
    for (const trials of [100, 400, 900]) {
      const missed = (z: number): number =>
        binomial(trials, share).reduce((sum, chance, successes) => {
          const { low, high } = wilson(successes / trials, trials, z);
          return low <= share && share <= high ? sum : sum + chance;
        }, 0);
      expect(missed(1.959964)).toBeLessThan(0.08);
      expect(missed(QUANTILE.oneInThousand)).toBeLessThan(0.01);
      expect(missed(QUANTILE.oneInBillion)).toBeLessThan(1e-4);
    }
  });

  test('is known from the literature', () => {
    // R. G. Newcombe, "Two-sided confidence intervals for the single proportion", 1998, table I.
    const { low, high } = wilson(81 / 263, 263, 1.959964);
    expect(low).toBeCloseTo(0.2553, 4);
    expect(high).toBeCloseTo(0.3662, 4);
  });

  test('says nothing without trials', () => {
    expect(wilson(0, 0, QUANTILE.oneInBillion)).toEqual({ low: 0, high: 1 });
  });
});

test('the quantiles leave out what they say', () => {
  /** The chance of a deviation beyond z on either side, by the trapezoid rule. */
  const outside = (z: number): number => {
    const step = 1e-3;
    let sum = 0;
    for (let x = z; x < z + 8; x += step) sum += step * (Math.exp(-(x ** 2) / 2) + Math.exp(-((x + step) ** 2) / 2));
    return sum / Math.sqrt(2 * Math.PI);
  };
  expect(outside(QUANTILE.oneInThousand) / 1e-3).toBeCloseTo(1, 3);
  expect(outside(QUANTILE.oneInBillion) / 1e-9).toBeCloseTo(1, 3);
});
