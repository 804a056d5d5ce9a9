// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// How many rounds it takes to be sure that what was not seen would have been.
import { QUANTILE, wilson } from '../../platform/wilson';

/** A failure that is as likely as before is missed by a candidate's rounds at most this often. */
export const MISS = 0.01;

export interface Sought {
  readonly rounds: number;
  /** The chance that so many rounds miss a failure of the rate that was seen. */
  readonly missed: number;
}

/**
 * Rounds that miss a failure with a probability below {@link MISS}, given how often it was seen. The rate is taken as
 * low as the sample allows (Wilson), and as many rounds as `most` must do where that asks for more.
 */
export function roundsFor(seen: number, rounds: number, most: number): Sought {
  const { low } = wilson(seen / rounds, rounds, QUANTILE.oneInThousand);
  const rate = Math.min(low, 1 - Number.EPSILON);
  const wanted = rate <= 0 ? most : Math.ceil(Math.log(MISS) / Math.log1p(-rate));
  const enough = Math.max(1, Math.min(most, wanted));
  return { rounds: enough, missed: (1 - rate) ** enough };
}
