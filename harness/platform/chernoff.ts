// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Chernoff's bounds of a share: wider than Wilson's where that is only an approximation.
import type { Interval } from './wilson';

/** How unlikely it is that the true share lies outside, as logarithm: once in a billion, half of that on either side. */
export const ONE_IN_BILLION = Math.log(2e9);

/** Halvings until a bound is as exact as it gets. */
const STEPS = 60;

/**
 * The bounds beyond which a share would make what was observed as unlikely as `surprise` says (H. Chernoff, "A measure of
 * asymptotic efficiency for tests of a hypothesis based on the sum of observations", 1952). They hold for every number
 * of trials. Wilson's interval rests on the normal distribution, whose far tails are much thinner than those of a few
 * occurrences: five of them would pass for a certainty of a billion to one, and are one of twenty thousand.
 */
export function chernoff(share: number, trials: number, surprise: number): Interval {
  const unlikely = (candidate: number): boolean => trials * divergence(share, candidate) > surprise;
  return { low: bisect(0, share, unlikely), high: bisect(1, share, unlikely) };
}

/** Between a value that may be unlikely and one that is not, the last that is. */
function bisect(outside: number, inside: number, unlikely: (value: number) => boolean): number {
  if (!unlikely(outside)) return outside;
  let [far, near] = [outside, inside];
  for (let step = 0; step < STEPS; step++) {
    const middle = (far + near) / 2;
    if (unlikely(middle)) far = middle;
    else near = middle;
  }
  return far;
}

/** Kullback and Leibler's divergence of two coins, by the chance of a head. */
const divergence = (observed: number, assumed: number): number =>
  relative(observed, assumed) + relative(1 - observed, 1 - assumed);
const relative = (observed: number, assumed: number): number =>
  observed === 0 ? 0 : observed * Math.log(observed / assumed);
