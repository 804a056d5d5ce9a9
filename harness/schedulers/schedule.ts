// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A schedule as text: which thread took how many steps, in order, such as `T1*3 T2 kworker/1 T1*2`.

/** Consecutive steps of one thread. */
export interface Slice {
  readonly thread: string;
  readonly steps: number;
}

export type Schedule = readonly Slice[];

/** The schedule of steps that the named threads took. */
export function scheduleOf(threads: Iterable<string>): Schedule {
  const slices: { thread: string; steps: number }[] = [];
  for (const thread of threads) {
    const last = slices.at(-1);
    if (last?.thread === thread) last.steps++;
    else slices.push({ thread, steps: 1 });
  }
  return slices;
}

/** How often another thread went on. */
export const switchesOf = (schedule: Schedule): number => Math.max(0, schedule.length - 1);

export const stepsOf = (schedule: Schedule): number => schedule.reduce((sum, { steps }) => sum + steps, 0);

export const formatSchedule = (schedule: Schedule): string =>
  schedule.map(({ thread, steps }) => (steps === 1 ? thread : `${thread}*${steps}`)).join(' ');

export type ParsedSchedule =
  | { readonly kind: 'schedule'; readonly schedule: Schedule }
  | { readonly kind: 'error'; readonly column: number; readonly word: string };

/** Columns count from 1. */
export function parseSchedule(text: string): ParsedSchedule {
  const schedule: Slice[] = [];
  for (const { 0: word, index } of text.matchAll(/\S+/g)) {
    const [, thread, steps = '1'] = /^([A-Za-z][\w/:-]*)(?:\*([1-9]\d{0,6}))?$/.exec(word) ?? [];
    if (thread === undefined) return { kind: 'error', column: index + 1, word };
    schedule.push({ thread, steps: Number(steps) });
  }
  return { kind: 'schedule', schedule };
}
