// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What the reports of all campaigns say alike, as text: what was tested, what stopped it, and how it ended.
import type { Ended } from '../campaign/limits';
import type { ReportHead } from '../campaign/report-head';
import type { Interruption } from '../interruption';
import { unknownText } from '../campaign/unknown-operations';
import { plural } from '../platform/words';
import { labelled } from './wrap';

/** Where the values of a report begin. */
export const COLUMN = 14;

/** What was under way: its name in the singular. */
export type Unit = 'program' | 'race';

export const headLines = ({
  adapter,
  implementation,
  profile,
  seed,
  unknownOperations,
}: ReportHead): readonly string[] => {
  const { name, version, kernel } = implementation;
  const who = `${name} ${version}${kernel === undefined ? '' : `, kernel ${kernel}`}`;
  return [
    ...labelled('adapter', `${adapter} (${who})`, COLUMN),
    ...labelled('profile', `${profile}, seed ${seed}`, COLUMN),
    ...unknownLines(unknownOperations),
  ];
};

const unknownLines = (names: readonly string[]): readonly string[] =>
  names.length === 0
    ? []
    : labelled('unknown', `the implementation claims operations that there are none of: ${unknownText(names)}`, COLUMN);

/** A line for each cause, and how often it was connected again. */
export const interruptionLines = (head: ReportHead, unit: Unit): readonly string[] => [
  ...interruptionTexts(head.interruptions, unit).flatMap((text) => labelled('interrupted', text, COLUMN)),
  ...(head.reconnections === 0 ? [] : labelled('reconnected', plural(head.reconnections, 'time'), COLUMN)),
];

/** Each cause, with what was under way; what was said last is in the JSON document. */
export function interruptionTexts(interruptions: readonly Interruption[], unit: Unit): readonly string[] {
  const causes = [...new Set(interruptions.map(({ cause }) => cause))];
  return causes.map((cause) => {
    const all = interruptions.filter((each) => each.cause === cause);
    const shrinking = all.filter(({ became }) => became === 'left out').length;
    const under = all.flatMap(({ index, became }) => (became === 'left out' ? [] : (index ?? [])));
    return [`${cause} ${plural(all.length, 'time')}`, ...over(under, unit), ...whileShrinking(shrinking)].join(', ');
  });
}

/** Names as many as a reader will look at. */
const MOST_NAMED = 12;

function over(indices: readonly number[], unit: Unit): readonly string[] {
  if (indices.length === 0) return [];
  const named = indices.slice(0, MOST_NAMED).join(', ');
  const rest = indices.length - MOST_NAMED;
  return [`over ${indices.length === 1 ? unit : `${unit}s`} ${named}${rest > 0 ? ` and ${rest} more` : ''}`];
}

const whileShrinking = (count: number): readonly string[] =>
  count === 0 ? [] : [`${plural(count, 'time')} while a finding was shrunk`];

/** What a verdict adds when not all was run. */
export const CUT: Readonly<Record<Ended, string>> = {
  finished: '',
  'time-budget': ' (the time budget ended first)',
  'max-fail': ' (stopped there)',
  interrupted: ' (interrupted)',
  broken: ' (the implementation broke off)',
};
