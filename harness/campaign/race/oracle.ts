// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The specification at work on races: which there are, what each may show, and what is wrong with what it did show.
import type { RaceHistory, RaceProgram } from '../../../spec';
import type { Schedule } from '../../schedulers/schedule';
import type { RaceVerdict } from '../../judge/race/verdict';

/** A race and where it comes from: a pair of the table, a file, or nothing but its number. */
export interface NamedRace {
  readonly name?: string;
  readonly race: RaceProgram;
  /** The one schedule to run, where the threads are controlled. */
  readonly schedule?: Schedule;
}

/** What judges the histories of one race. */
export interface Judging {
  readonly kind: 'judge';
  /** How many results are allowed. */
  readonly allowed: number;
  readonly judge: (history: RaceHistory) => RaceVerdict;
}

export interface RaceOracle {
  readonly profile: string;
  /** The races were asked for one by one, so that refusals may be all that they are about. */
  readonly given?: true;
  /** The same race for the same index; undefined when there is none of that index. */
  readonly race: (index: number) => NamedRace | undefined;
  /** What judges a race, or why nothing can. */
  readonly prepare: (race: RaceProgram) => Judging | { readonly kind: 'unknown'; readonly reason: string };
}
