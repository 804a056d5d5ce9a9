// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Shrinking where the threads are controlled: the race first, then its schedule, and at the end a replay.
import type { RaceHistory, RaceProgram } from '../../../spec';
import { Exhaustive } from '../../schedulers/exhaustive';
import { Portfolio } from '../../schedulers/portfolio';
import { Pct } from '../../schedulers/pct';
import { Recorder } from '../../schedulers/recorder';
import { Replay } from '../../schedulers/replay';
import type { Schedule } from '../../schedulers/schedule';
import type { RaceViolation } from '../../judge/race/verdict';
import { breathing } from '../../platform/breathing';
import type { RaceOracle } from './oracle';
import { playNext, type Play } from './play';
import type { Standing } from './report';
import { sameRaceViolation } from '../../judge/race/signature';
import { Tracer, type Moment } from './trace';
import { shrinkRace, type ShrinkLimits } from '../../shrink/race/shrink';
import { fewestSwitches, type Judge, type Scheduled } from './fewest-switches';

/** What became of a finding. */
export interface Settled {
  readonly race: RaceProgram;
  readonly history: RaceHistory;
  readonly violation: RaceViolation;
  readonly standing: Standing;
  readonly unfinished?: true;
}

/** What a race showed under a schedule. */
export interface Shown {
  readonly race: RaceProgram;
  readonly history: RaceHistory;
  readonly violation: RaceViolation;
  readonly schedule: Schedule;
}

export interface ScheduledLimits extends ShrinkLimits {
  /** Schedules that a candidate gets. */
  readonly schedules: number;
  /** Schedules of the search for the fewest context switches. */
  readonly switches: number;
}

export async function settleScheduled(
  shown: Shown,
  play: Play,
  oracle: Pick<RaceOracle, 'prepare'>,
  limits: ScheduledLimits,
): Promise<Settled> {
  const judgeOf = (race: RaceProgram): Judge<RaceViolation> | undefined => judgeLike(shown.violation, race, oracle);
  const seek = async (race: RaceProgram): Promise<Scheduled<RaceViolation> | undefined> => {
    const judge = judgeOf(race);
    return judge && (await breathing(firstFailing(race, play, judge, limits)));
  };
  const { race, sighting, finished } = await shrinkRace(shown.race, seek, limits);
  const known = sighting ?? { schedule: shown.schedule, history: shown.history, sighting: shown.violation };
  const judge = judgeOf(race) ?? (() => undefined);
  const search = fewestSwitches(race, known, play, judge, limits.switches, limits.inTime);
  const { schedule, proved } = await breathing(search);
  const again = retrace(race, schedule, play);
  const violation = again && judge(again.history);
  const unfinished = finished ? {} : { unfinished: true as const };
  if (again === undefined || violation === undefined)
    return { race, history: known.history, violation: known.sighting, standing: { kind: 'once' }, ...unfinished };
  const standing: Standing = { kind: 'replays', schedule, moments: again.moments, proved };
  return { race, history: again.history, violation, standing, ...unfinished };
}

/** Says whether a history of a race violates as another one did. */
export function judgeLike(
  violation: RaceViolation,
  race: RaceProgram,
  oracle: Pick<RaceOracle, 'prepare'>,
): Judge<RaceViolation> | undefined {
  const prepared = oracle.prepare(race);
  if (prepared.kind === 'unknown') return undefined;
  return (history) => {
    const verdict = prepared.judge(history);
    return verdict.kind === 'violates' && sameRaceViolation(verdict.violation, violation)
      ? verdict.violation
      : undefined;
  };
}

/** Most races fail with two preemptions; those that do not may still be met by chance. The seed is always the same. */
function* firstFailing(
  race: RaceProgram,
  play: Play,
  judge: Judge<RaceViolation>,
  { schedules, inTime }: Pick<ScheduledLimits, 'schedules' | 'inTime'>,
): Generator<void, Scheduled<RaceViolation> | undefined> {
  const recorder = new Recorder(new Portfolio([new Exhaustive({ bound: 3 }), new Pct(2, 1), new Pct(3, 1)]));
  for (let run = 0; run < schedules && inTime(); run++) {
    yield;
    const history = playNext(play, race, recorder);
    if (history === undefined) return undefined;
    const sighting = judge(history);
    if (sighting !== undefined) return { schedule: recorder.schedule, history, sighting };
  }
  return undefined;
}

interface Retraced {
  readonly history: RaceHistory;
  readonly moments: readonly Moment[];
}

/** Runs a schedule again and notes where the threads stood; undefined when it cannot be run. */
export function retrace(race: RaceProgram, schedule: Schedule, play: Play): Retraced | undefined {
  const replay = new Replay(schedule);
  const tracer = new Tracer(replay);
  replay.begin();
  const history = play(race, tracer);
  replay.end();
  return replay.divergence === undefined ? { history, moments: tracer.moments } : undefined;
}
