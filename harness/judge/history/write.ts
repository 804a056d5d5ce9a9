// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Writes a recorded history as a file that `readHistory` reads.
import type { ProfileName } from '../../../spec';
import type { RecordedHistory, RecordedOperation } from '../race/recorded';
import { FORMAT, VERSION } from './format';

/** Moments as nanoseconds; without it, they are written as they are. */
type Clock = (moment: number) => number;

interface Event {
  readonly moment: number;
  readonly thread: number;
  readonly isInvoke: boolean;
  readonly what: object;
}

const eventsOf = ({ thread, operation, invoked, returned, outcome }: RecordedOperation): readonly Event[] => {
  const invoke = { moment: invoked, thread, isInvoke: true, what: { invoke: operation } };
  if (outcome === undefined) return [invoke];
  return [invoke, { moment: returned, thread, isInvoke: false, what: { return: outcome } }];
};

/** Which event comes first; of two at one moment an invocation, so that what may overlap does. */
const isBefore = (a: Event, b: Event): boolean =>
  a.moment < b.moment || (a.moment === b.moment && a.isInvoke && !b.isInvoke);

/** The events of all threads in the order of time, those of one thread in its own. */
function merged(threads: readonly (readonly Event[])[]): readonly Event[] {
  const positions = threads.map(() => 0);
  const events: Event[] = [];
  for (;;) {
    const heads = threads.map((thread, at) => thread[positions[at] ?? 0]);
    let next = -1;
    for (const [at, head] of heads.entries()) {
      const best = heads[next];
      if (head !== undefined && (best === undefined || isBefore(head, best))) next = at;
    }
    const head = heads[next];
    if (head === undefined) return events;
    events.push(head);
    positions[next] = (positions[next] ?? 0) + 1;
  }
}

/** The text of a file, a newline at the end of each line. */
export function writeHistory(
  profile: ProfileName,
  history: RecordedHistory,
  clock: Clock = (moment) => moment,
): string {
  const threads = [...new Set(history.map(({ thread }) => thread))];
  const events = merged(threads.map((thread) => history.filter((each) => each.thread === thread).flatMap(eventsOf)));
  const lines = [
    { format: FORMAT, version: VERSION, profile },
    ...events.map(({ moment, thread, what }, seq) => ({ seq, time: clock(moment), thread, ...what })),
    { end: true, events: events.length },
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}
