// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Wilson's score interval: between which bounds a share lies, from a sample of it.

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Quantiles of the normal distribution for two-sided intervals, by the chance that the true share lies outside. */
export const QUANTILE = { oneInThousand: 3.290527, oneInBillion: 6.10941 } as const;

/**
 * The bounds of a share that was observed in so many independent trials (E. B. Wilson, "Probable inference, the law of
 * succession, and statistical inference", 1927). Unlike the textbook interval it holds for few trials and for shares
 * near 0 and 1. `trials` need not be whole: it may be the size of an independent sample that would tell as much.
 */
export function wilson(share: number, trials: number, quantile: number): Interval {
  if (trials <= 0) return { low: 0, high: 1 };
  const weight = (quantile * quantile) / trials;
  const centre = share + weight / 2;
  const spread = Math.sqrt(weight * (share * (1 - share) + weight / 4));
  const bound = (value: number): number => Math.min(1, Math.max(0, value / (1 + weight)));
  return { low: Math.min(share, bound(centre - spread)), high: Math.max(share, bound(centre + spread)) };
}
