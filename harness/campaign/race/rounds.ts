// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Many rounds of one race on an implementation whose threads nobody controls.
import type { RaceHistory, RaceRounds, Step } from '../../../spec';
import type { Judging } from './oracle';
import type { RaceTally } from './tally';

/** Judges each distinct result once, and counts it as often as it was seen. */
export function judgeRounds({ results }: RaceRounds, { judge }: Judging, tally: RaceTally): void {
  for (const { history, count } of results) {
    tally.add(history, judge(history), count);
    tally.raced ||= overlaps(history);
  }
}

/** Whether operations of two threads were under way at the same time. Without times nothing says so. */
export function overlaps({ threads }: RaceHistory): boolean {
  return threads.some((steps, index) =>
    threads.slice(index + 1).some((others) => steps.some((step) => others.some((other) => atOnce(step, other)))),
  );
}

const atOnce = (a: Step, b: Step): boolean =>
  a.start !== undefined &&
  a.end !== undefined &&
  b.start !== undefined &&
  b.end !== undefined &&
  a.start < b.end &&
  b.start < a.end;
