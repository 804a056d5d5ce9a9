// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What a race campaign found, as plain values: all that reporters get.
import type { Divergence } from '../../schedulers/strategy';
import type { Schedule } from '../../schedulers/schedule';
import type { RaceViolation } from '../../judge/race/verdict';
import type { ReportHead } from '../report-head';
import type { RaceHistory, RaceProgram } from '../../../spec';
import type { DepthBound } from './strategies';
import type { Moment } from './trace';

/** How sure it is that a race shows what it showed. */
export type Standing =
  /** The schedule was run again, and showed the same. `proved`: see `FewestSwitches`. */
  | {
      readonly kind: 'replays';
      readonly schedule: Schedule;
      readonly moments: readonly Moment[];
      readonly proved: 'minimal' | 'earliest' | undefined;
    }
  /** So many of the last rounds showed it. `missed`: the chance that shrinking took a race for harmless that is not. */
  | { readonly kind: 'repeats'; readonly count: number; readonly rounds: number; readonly missed: number }
  /** It was not seen again: by another schedule it would have had to be, and by chance it may not be. */
  | { readonly kind: 'once' };

/** A violation, on the smallest race that shows it. */
export interface RaceFinding {
  readonly signature: string;
  readonly race: RaceProgram;
  readonly history: RaceHistory;
  readonly violation: RaceViolation;
  readonly standing: Standing;
  /** The race that showed it first, counted from 0, and its name if it has one. */
  readonly index: number;
  readonly name?: string;
  /** How many operations and threads that race had before it was shrunk. */
  readonly original: { readonly operations: number; readonly threads: number };
  /** There was no time to shrink it further. */
  readonly unfinished?: true;
  /** Rounds that showed it, and races. */
  readonly rounds: number;
  readonly races: number;
}

/** A race that has a name: how much of what it may show was seen. */
export interface RaceRow {
  readonly name: string;
  readonly rounds: number;
  readonly allowed: number;
  readonly seen: number;
}

/** A schedule that could not be run again: something else than the schedule decides. */
export interface Uncontrolled {
  readonly index: number;
  readonly race: RaceProgram;
  readonly divergence: Divergence;
}

/** A race that the implementation went away over, twice without a round in between. */
export interface LostRace {
  readonly index: number;
  readonly race: RaceProgram;
  readonly reason: string;
  readonly log: readonly string[];
}

/**
 * `conforms`: races were run and judged, and every result was allowed. `violates`: some was not. `uncontrolled`: a
 * schedule had two histories, so nothing that the scheduler was to prove is. `inconclusive`: nothing is proved, and
 * `doubts` says why. Neither of the last two is a pass.
 */
export type RaceCampaignVerdict = 'conforms' | 'violates' | 'uncontrolled' | 'inconclusive';

/** What all schedules together have proved, of the race of which they proved least. */
export interface RaceProof {
  readonly missed: readonly DepthBound[];
  readonly preemptions?: number;
  /** Races of which every schedule was run. */
  readonly complete: number;
}

export interface RaceReport extends ReportHead {
  readonly verdict: RaceCampaignVerdict;
  readonly doubts: readonly string[];
  /** `schedules`: each round took a schedule that is known. `rounds`: threads ran as they would. */
  readonly unit: 'schedules' | 'rounds';
  readonly scheduler?: string;
  /** Races that were judged, and those of them in which threads ran at once. */
  readonly races: number;
  readonly raced: number;
  readonly rounds: number;
  /** Rounds in which some operation succeeded that does not only look: a pass without any would be about nothing. */
  readonly effective: number;
  /** Races in which nothing did anything, though something was to run first. */
  readonly idle: number;
  /** Scheduled steps. */
  readonly steps: number;
  /** Allowed results of all races, and those that were seen. */
  readonly results: { readonly allowed: number; readonly seen: number };
  readonly rows: readonly RaceRow[];
  readonly proof?: RaceProof;
  readonly findings: readonly RaceFinding[];
  readonly uncontrolled: readonly Uncontrolled[];
  /** Races of which the specification says nothing, by reason. */
  readonly unjudged: Readonly<Record<string, number>>;
  /** Rounds about which nothing is proved, by reason. */
  readonly unknown: Readonly<Record<string, number>>;
  /** Races that the implementation could not carry out, by reason. */
  readonly refused: Readonly<Record<string, number>>;
  readonly lost: readonly LostRace[];
}
