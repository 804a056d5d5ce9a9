// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Where nobody knows the steps: when each operation was called and when it returned, in the order of the clock.
import { formatOperation } from '../../../generators/text';
import type { RaceHistory, RaceProgram } from '../../../spec';
import { shortOutcome } from '../outcome';
import type { Note, Row } from './interleaving';

interface Event {
  readonly time: number;
  readonly column: number;
  readonly note: Note;
}

/** Rows of calls and returns; without times, thread after thread. */
export function overlap(race: RaceProgram, history: RaceHistory): readonly Row[] {
  const events = race.threads
    .flatMap((operations, column) =>
      operations.flatMap((operation, index) => eventsOf(operation, history, column, index)),
    )
    .toSorted((a, b) => a.time - b.time);
  const rows: { first: number; last: number; thread: string; column: number; notes: Note[] }[] = [];
  for (const [index, { column, note }] of events.entries()) {
    const current = rows.at(-1);
    if (current?.column === column) {
      current.last = index + 1;
      current.notes.push(note);
    } else rows.push({ first: index + 1, last: index + 1, thread: `T${column + 1}`, column, notes: [note] });
  }
  // Nobody can look at the whole of a kernel between two steps.
  return rows.map((row) => ({ ...row, state: [] }));
}

function eventsOf(
  operation: RaceProgram['prefix'][number],
  { threads }: RaceHistory,
  column: number,
  index: number,
): readonly Event[] {
  const call: Note = { kind: 'operation', text: formatOperation(operation) };
  const step = threads[column]?.[index];
  if (step === undefined) return [{ time: Number.POSITIVE_INFINITY, column, note: call }];
  const result: Note = { kind: 'outcome', text: shortOutcome(step.outcome), index };
  return [
    { time: step.start ?? 0, column, note: call },
    { time: step.end ?? 0, column, note: result },
  ];
}
