// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What came of hunting one fault with one strategy, in a word.
import { formatCount } from '../platform/words';

/** `cost` is the median of what the hunts took until the fault was seen; null where most of them saw nothing. */
export interface Sighting {
  readonly hunts: number;
  readonly kills: number;
  readonly cost: number | null;
}

/** The cost, a dash, or in how many hunts it was seen; nothing was hunted without a sighting. */
export function sightingText(sighting: Sighting | undefined): string {
  if (sighting === undefined) return 'not run';
  const { hunts, kills, cost } = sighting;
  if (cost === null) return kills === 0 ? '-' : `${kills}/${hunts}`;
  return formatCount(cost);
}
