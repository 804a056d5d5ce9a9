// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A history of threads as it was recorded: operations with the moments at which they were invoked and returned.
import {
  hasReturned,
  type Operation,
  type RaceHistory,
  type RaceProgram,
  type Returned,
  type Step,
} from '../../../spec';

/** Moments are places in the order of all events; `Infinity` for a return that nobody saw. */
export interface RecordedOperation {
  readonly thread: number;
  readonly operation: Operation;
  readonly invoked: number;
  readonly returned: number;
  /** Absent when nobody saw it return: it may have been done, or not. */
  readonly outcome?: Returned;
}

/** In the order of their invocations. The operations of one thread do not overlap. */
export type RecordedHistory = readonly RecordedOperation[];

/** What one operation needs to be recorded; undefined when what carried it out died, or never came back. */
function returned(step: Step | undefined): Returned | undefined {
  return step !== undefined && hasReturned(step.outcome) ? step.outcome : undefined;
}

/**
 * A round of a race as a recording. Prefix and suffix run alone; of operations in threads without times nothing is known
 * but their order in the thread.
 */
export function recordedRound(race: RaceProgram, history: RaceHistory): RecordedHistory {
  const recorded: RecordedOperation[] = [];
  let base = 0;
  const add = (
    thread: number,
    operation: Operation,
    step: Step | undefined,
    times: readonly [number, number],
  ): void => {
    const outcome = returned(step);
    const [invoked, end] = [base + times[0], outcome === undefined ? Infinity : base + times[1]];
    recorded.push({ thread, operation, invoked, returned: end, ...(outcome === undefined ? {} : { outcome }) });
  };
  const alone = (operations: readonly Operation[], steps: readonly Step[]): void => {
    for (const [index, operation] of operations.entries()) {
      add(0, operation, steps[index], [0, 1]);
      base += 2;
    }
  };
  alone(race.prefix, history.prefix);
  const moments = momentsOf(history.threads);
  for (const [thread, operations] of race.threads.entries())
    for (const [index, operation] of operations.entries())
      add(thread, operation, history.threads[thread]?.[index], moments.of(thread, index));
  base += moments.count;
  alone(race.suffix, history.suffix);
  return recorded.sort((a, b) => a.invoked - b.invoked);
}

/** Ranks of the starts and ends of steps; a step without times lasts from before all others to after them. */
function momentsOf(threads: readonly (readonly Step[])[]) {
  const times = threads
    .flat()
    .flatMap(({ start, end }) => (start === undefined || end === undefined ? [] : [start, end]));
  const ranks = new Map([...new Set(times)].sort((a, b) => a - b).map((time, index) => [time, index + 1]));
  const count = ranks.size + 2;
  return {
    count: count + 1,
    of: (thread: number, index: number): readonly [number, number] => {
      const step = threads[thread]?.[index];
      const start = step?.start === undefined ? undefined : ranks.get(step.start);
      const end = step?.end === undefined ? undefined : ranks.get(step.end);
      return start === undefined || end === undefined ? [0, count] : [start, end];
    },
  };
}
