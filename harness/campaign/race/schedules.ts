// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Many schedules of one race, each judged, and some of them run again to see that nothing else decides.
import { isDeepStrictEqual } from 'node:util';
import type { RaceHistory, RaceProgram } from '../../../spec';
import { Recorder } from '../../schedulers/recorder';
import type { Divergence } from '../../schedulers/strategy';
import { breathe } from '../../platform/breathing';
import type { Judging } from './oracle';
import { playAgain, playNext, type Play } from './play';
import type { Prover } from './strategies';
import type { RaceTally } from './tally';

export interface ScheduleLimits {
  readonly schedules: number;
  readonly inTime: () => boolean;
}

/** Schedules between two breaths: some ten milliseconds' worth. */
const BREATH = 64;

/** Runs schedules until there are enough, or no others, or no time; the first of each race is run twice. */
export async function runSchedules(
  play: Play,
  race: RaceProgram,
  { judge }: Judging,
  { strategy, proof }: Prover,
  tally: RaceTally,
  limits: ScheduleLimits,
): Promise<void> {
  const recorder = new Recorder(strategy);
  for (let run = 0; run < limits.schedules; run++) {
    if (run % BREATH === 0) {
      await breathe();
      if (!limits.inTime()) break;
    }
    const history = playNext(play, race, recorder);
    if (history === undefined) break;
    tally.add(history, judge(history), 1, () => recorder.schedule);
    tally.raced ||= recorder.raced;
    tally.divergence ??= strategy.divergence ?? (run === 0 ? differs(play, race, recorder, history) : undefined);
    // Nothing that follows would mean anything, or nothing new can follow.
    if (tally.divergence !== undefined || (run % BREATH === 0 && proof().complete)) break;
  }
  tally.steps += recorder.steps;
  tally.complete = proof().complete;
}

/** Where the same schedule goes another way the second time. */
export function differs(
  play: Play,
  race: RaceProgram,
  { schedule }: Pick<Recorder, 'schedule'>,
  history: RaceHistory,
): Divergence | undefined {
  const again = playAgain(play, race, schedule);
  if (again.kind === 'diverged') return again.divergence;
  if (isDeepStrictEqual(again.history, history)) return undefined;
  return { step: schedule.reduce((sum, { steps }) => sum + steps, 0), wanted: undefined, runnable: [] };
}
