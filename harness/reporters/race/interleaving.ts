// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The interleaving of a race as rows: runs of steps of one thread, with what it began, where it stopped, what it got.
import { formatOperation } from '../../../generators/text';
import type { RaceHistory, RaceProgram, Step } from '../../../spec';
import type { Moment } from '../../campaign/race/trace';
import { shortOutcome } from '../outcome';

/** A line in the cell of a row. */
export interface Note {
  readonly kind: 'operation' | 'outcome' | 'stop' | 'work';
  readonly text: string;
  /** Of outcomes: which operation of the thread it is, from 0. */
  readonly index?: number;
}

/** Consecutive steps of one thread; `column` is that of the thread, or the one after all threads for kernel workers. */
export interface Row {
  /** Numbers of the first and the last step, from 1. */
  readonly first: number;
  readonly last: number;
  readonly thread: string;
  readonly column: number;
  readonly notes: readonly Note[];
  /** What lives after the last of the steps and did not before the first, or was otherwise. */
  readonly state: readonly string[];
}

export function interleave(race: RaceProgram, history: RaceHistory, moments: readonly Moment[]): readonly Row[] {
  const columns = race.threads.map((_, index) => `T${index + 1}`);
  const origin = originOf(history, moments, columns);
  return beforeSuffix(slicesOf(moments), moments).map(({ first, last }) => {
    const thread = moments[first]?.thread ?? '';
    const column = columns.indexOf(thread);
    const state = changed(moments[first]?.state, moments[last + 1]?.state);
    const place = { first: first + 1, last: last + 1, thread, state };
    if (column < 0) return { ...place, column: columns.length, notes: workNotes(moments, first, last) };
    const operations = race.threads[column] ?? [];
    const notes = (history.threads[column] ?? []).flatMap((step, index): Note[] => {
      const operation = operations[index];
      const [begin, end] = spanOf(step, origin);
      return [
        ...(operation !== undefined && within(begin, first, last)
          ? [{ kind: 'operation', text: formatOperation(operation) } as const]
          : []),
        ...(within(end, first, last) ? [{ kind: 'outcome', text: shortOutcome(step.outcome), index } as const] : []),
      ];
    });
    return { ...place, column, notes: [...notes, ...stopNote(moments, thread, last)] };
  });
}

/** The lines that are new; nothing is known of what comes after the last step. */
const changed = (before: readonly string[] = [], after: readonly string[] = []): readonly string[] =>
  after.filter((line) => !before.includes(line));

/** Where the thread stands when another one goes on; nothing when it has ended. */
function stopNote(moments: readonly Moment[], thread: string, last: number): readonly Note[] {
  const next = moments.slice(last + 1).find((moment) => moment.thread === thread);
  return next === undefined || next.point === '' ? [] : [{ kind: 'stop', text: next.point }];
}

/** What a worker did, by the points it came through. */
function workNotes(moments: readonly Moment[], first: number, last: number): readonly Note[] {
  const [begin, end] = [moments[first]?.point ?? '', moments[last]?.point ?? ''];
  const texts = begin === end ? [begin] : [begin, end];
  return texts.filter((text) => text !== '').map((text) => ({ kind: 'work', text }));
}

interface Slice {
  readonly first: number;
  readonly last: number;
}

/** The thread that runs what comes after all threads. */
const SUFFIX = 'T0';

function slicesOf(moments: readonly Moment[]): readonly Slice[] {
  const slices: { first: number; last: number }[] = [];
  for (const [index, { thread }] of moments.entries()) {
    const current = slices.at(-1);
    if (current !== undefined && moments[current.first]?.thread === thread) current.last = index;
    else slices.push({ first: index, last: index });
  }
  return slices;
}

/** What runs after the threads is shown elsewhere, unless workers come in between. */
function beforeSuffix(slices: readonly Slice[], moments: readonly Moment[]): readonly Slice[] {
  const suffix = slices.findIndex(({ first }) => moments[first]?.thread === SUFFIX);
  const rest = slices.slice(suffix);
  const alone = rest.every(({ first }) => moments[first]?.thread === SUFFIX);
  return suffix >= 0 && alone ? slices.slice(0, suffix) : slices;
}

/** The time of step 0: a thread's first operation begins with its first step. */
function originOf({ threads }: RaceHistory, moments: readonly Moment[], columns: readonly string[]): number {
  for (const [index, name] of columns.entries()) {
    const start = threads[index]?.[0]?.start;
    const first = moments.findIndex(({ thread }) => thread === name);
    if (start !== undefined && first >= 0) return start - first;
  }
  return 0;
}

const spanOf = ({ start, end }: Step, origin: number): readonly [number, number] => [
  (start ?? Number.NaN) - origin,
  (end ?? Number.NaN) - origin,
];

const within = (step: number, first: number, last: number): boolean => step >= first && step <= last;
