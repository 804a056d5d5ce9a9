// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The schedule with the fewest context switches that shows a failure, and of those the one that switches earliest.
import type { RaceHistory, RaceProgram } from '../../../spec';
import { Exhaustive } from '../../schedulers/exhaustive';
import { Recorder } from '../../schedulers/recorder';
import { switchesOf, type Schedule } from '../../schedulers/schedule';
import { playNext, type Play } from './play';

/** How a schedule fails; undefined when it does not. */
export type Judge<Sighting> = (history: RaceHistory) => Sighting | undefined;

export interface Scheduled<Sighting> {
  readonly schedule: Schedule;
  readonly history: RaceHistory;
  readonly sighting: Sighting;
}

export interface FewestSwitches<Sighting> extends Scheduled<Sighting> {
  /** `minimal`: no schedule with fewer switches fails. `earliest`: nor does one with as many that switches earlier. */
  readonly proved: 'minimal' | 'earliest' | undefined;
  readonly schedules: number;
}

/** Searches all schedules in the order of their context switches, up to those of `known`, with a pause after each. */
export function* fewestSwitches<Sighting>(
  race: RaceProgram,
  known: Scheduled<Sighting>,
  play: Play,
  judge: Judge<Sighting>,
  limit: number,
  inTime: () => boolean = () => true,
): Generator<void, FewestSwitches<Sighting>> {
  const search = new Exhaustive({ measure: 'switches', bound: switchesOf(known.schedule) });
  const recorder = new Recorder(search);
  let best = known;
  let schedules = 0;
  while (search.done < switchesOf(best.schedule) && schedules < limit && inTime()) {
    const history = playNext(play, race, recorder);
    if (history === undefined) break;
    yield;
    schedules++;
    const sighting = judge(history);
    if (sighting === undefined) continue;
    const { schedule } = recorder;
    if (isBefore(schedule, best.schedule)) best = { schedule, history, sighting };
  }
  const least = switchesOf(best.schedule);
  const proved = search.done >= least ? 'earliest' : search.done >= least - 1 ? 'minimal' : undefined;
  return { ...best, proved, schedules };
}

/** Fewer switches, then earlier ones, then threads in their order. */
export function isBefore(a: Schedule, b: Schedule): boolean {
  if (a.length !== b.length) return a.length < b.length;
  for (const [index, slice] of a.entries()) {
    const other = b[index];
    if (other !== undefined && slice.steps !== other.steps) return slice.steps < other.steps;
  }
  for (const [index, { thread }] of a.entries()) {
    const other = b[index]?.thread ?? '';
    if (thread !== other) return thread < other;
  }
  return false;
}
