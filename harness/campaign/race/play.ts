// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// One run of a race under a strategy, with the schedule that it took.
import type { RaceHistory, RaceProgram } from '../../../spec';
import { Recorder } from '../../schedulers/recorder';
import type { Schedule } from '../../schedulers/schedule';
import { Replay } from '../../schedulers/replay';
import type { Divergence, Strategy } from '../../schedulers/strategy';

/** Carries a race out from a clean system, asking the strategy at every step. The same picks give the same history. */
export type Play = (race: RaceProgram, strategy: Pick<Strategy, 'pick'>) => RaceHistory;

/** Plays the next schedule of a strategy; undefined when it has no other. */
export function playNext(play: Play, race: RaceProgram, recorder: Recorder): RaceHistory | undefined {
  if (!recorder.begin()) return undefined;
  const history = play(race, recorder);
  recorder.end();
  return history;
}

/** What came of a schedule that was played again: the history, or where the run went another way. */
export type Replayed =
  | { readonly kind: 'history'; readonly history: RaceHistory }
  | { readonly kind: 'diverged'; readonly divergence: Divergence };

export function playAgain(play: Play, race: RaceProgram, schedule: Schedule): Replayed {
  const replay = new Replay(schedule);
  const history = playNext(play, race, new Recorder(replay));
  if (replay.divergence !== undefined) return { kind: 'diverged', divergence: replay.divergence };
  if (history === undefined) throw new Error('a replay has one run');
  return { kind: 'history', history };
}
