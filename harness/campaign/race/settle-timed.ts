// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Shrinking where nobody controls the threads: each candidate gets the rounds that it takes to be sure.
import type { RaceProgram, RaceRounds } from '../../../spec';
import type { RaceOracle } from './oracle';
import type { Sighting } from './tally';
import { roundsFor } from '../../shrink/race/rounds';
import { judgeLike, type Settled } from './settle-scheduled';
import { shrinkRace, type ShrinkLimits } from '../../shrink/race/shrink';

/** Runs so many rounds of a race; undefined when the implementation could not. */
export type RunRounds = (race: RaceProgram, rounds: number) => Promise<RaceRounds | undefined>;

export interface TimedLimits extends ShrinkLimits {
  /** Rounds that a candidate gets at most. */
  readonly rounds: number;
}

/** A violation that was seen so often in so many rounds. */
export interface Seen extends Pick<Sighting, 'history' | 'violation' | 'count'> {
  readonly race: RaceProgram;
  readonly rounds: number;
}

export async function settleTimed(
  seen: Seen,
  run: RunRounds,
  oracle: Pick<RaceOracle, 'prepare'>,
  limits: TimedLimits,
): Promise<Settled> {
  let best = seen;
  let { rounds, missed } = roundsFor(seen.count, seen.rounds, limits.rounds);
  const seek = async (race: RaceProgram): Promise<Seen | undefined> => {
    const found = await look(race, seen, rounds, run, oracle);
    if (found === undefined) return undefined;
    best = found;
    // What is rarer in a smaller race takes more rounds from then on.
    const sought = roundsFor(found.count, found.rounds, limits.rounds);
    rounds = Math.max(rounds, sought.rounds);
    missed = Math.max(missed, sought.missed);
    return found;
  };
  const { race, finished } = await shrinkRace(seen.race, seek, limits);
  const last = await look(race, seen, rounds, run, oracle);
  const { history, violation } = last ?? best;
  const standing =
    last === undefined
      ? ({ kind: 'once' } as const)
      : ({ kind: 'repeats', count: last.count, rounds: last.rounds, missed } as const);
  return { race, history, violation, standing, ...(finished ? {} : { unfinished: true as const }) };
}

async function look(
  race: RaceProgram,
  { violation }: Seen,
  rounds: number,
  run: RunRounds,
  oracle: Pick<RaceOracle, 'prepare'>,
): Promise<Seen | undefined> {
  const judge = judgeLike(violation, race, oracle);
  const ran = judge && (await run(race, rounds));
  if (judge === undefined || ran === undefined) return undefined;
  let found: Seen | undefined;
  for (const { history, count } of ran.results) {
    const same = judge(history);
    if (same === undefined) continue;
    found = {
      ...(found ?? { race, history, violation: same, rounds: ran.rounds }),
      count: (found?.count ?? 0) + count,
    };
  }
  return found;
}
