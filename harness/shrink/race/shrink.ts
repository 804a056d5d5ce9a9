// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// From a race that fails to the smallest that fails in the same way.
import type { RaceProgram } from '../../../spec';
import {
  withFewerOperations,
  withFewerThreads,
  withoutPairs,
  withPlainerOperations,
  withShorterThreads,
  withStandInHandles,
} from './candidates';
import { sizeOf } from './places';

/** Runs a candidate until it fails in the same way, and says how; undefined when it does not. */
export type Seek<Sighting> = (race: RaceProgram) => Promise<Sighting | undefined>;

export interface Shrunk<Sighting> {
  readonly race: RaceProgram;
  /** Undefined when no candidate failed: then the race is the one that came in. */
  readonly sighting: Sighting | undefined;
  /** How many candidates were run. */
  readonly tried: number;
  /** Nothing smaller was left to try. */
  readonly finished: boolean;
}

export interface ShrinkLimits {
  /** Candidates to run at most; with 0 the race is wanted as it is. */
  readonly candidates: number;
  /** Whether there is time for another. */
  readonly inTime: () => boolean;
}

/** Races up to this length also have their pairs tried. */
const PAIRS_UP_TO = 12;

type Candidates = (race: RaceProgram) => Iterable<RaceProgram>;

/**
 * Fewest operations first, then fewest threads, then fewest operations that run at once, then plain ones. Each kind is
 * tried again after any that succeeded: what is shorter in one way may have become shorter in another.
 */
const KINDS: readonly Candidates[] = [
  withFewerOperations,
  withStandInHandles,
  (race) => (sizeOf(race) <= PAIRS_UP_TO ? withoutPairs(race) : []),
  withFewerThreads,
  withShorterThreads,
  withPlainerOperations,
];

/** Deterministic as far as the target is: candidates are tried in a fixed order. */
export async function shrinkRace<Sighting>(
  race: RaceProgram,
  seek: Seek<Sighting>,
  limits: ShrinkLimits,
): Promise<Shrunk<Sighting>> {
  const shrinker = new Shrinker(race, seek, limits);
  while (await shrinker.step());
  return shrinker.result;
}

class Shrinker<Sighting> {
  private readonly seen = new Set<string>();
  private sighting: Sighting | undefined;
  private tried = 0;
  private cut = false;

  constructor(
    private race: RaceProgram,
    private readonly seek: Seek<Sighting>,
    private readonly limits: ShrinkLimits,
  ) {}

  get result(): Shrunk<Sighting> {
    return { race: this.race, sighting: this.sighting, tried: this.tried, finished: !this.cut };
  }

  /** Goes over to the first candidate that fails; false when none does. */
  async step(): Promise<boolean> {
    if (this.limits.candidates === 0) return false;
    for (const candidates of KINDS)
      for (const candidate of candidates(this.race)) {
        if (this.cut) return false;
        if (await this.fails(candidate)) return true;
      }
    return false;
  }

  private async fails(candidate: RaceProgram): Promise<boolean> {
    const key = JSON.stringify(candidate);
    if (this.seen.has(key)) return false;
    if (this.tried >= this.limits.candidates || !this.limits.inTime()) {
      this.cut = true;
      return false;
    }
    this.seen.add(key);
    this.tried++;
    const sighting = await this.seek(candidate);
    if (sighting === undefined) return false;
    this.race = candidate;
    this.sighting = sighting;
    return true;
  }
}
