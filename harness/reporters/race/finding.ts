// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// One violation of a race as text for a terminal or a mail.
import { formatProgram } from '../../../generators/text';
import type { Operation, Step } from '../../../spec';
import { formatSchedule, switchesOf } from '../../schedulers/schedule';
import type { Place } from '../../judge/race/verdict';
import type { RaceFinding, Standing } from '../../campaign/race/report';
import { sizeOf } from '../../shrink/race/places';
import { allowedLines, clauseLines, clauseOfSpecification, COLUMN, type ClauseOf } from '../allowed';
import { shortOutcome } from '../outcome';
import { PLAIN, type Style } from '../style';
import { formatCount, plural } from '../../platform/words';
import { labelled, wrap } from '../wrap';
import { interleave, type Row } from './interleaving';
import { overlap } from './overlap';
import { formatTable } from './table';
import { allowedBy, observedIn, remarkAt } from './violation';

export interface FindingOptions {
  readonly style?: Style;
  readonly clauseOf?: ClauseOf;
}

/** Says what ran, in which order, what was observed, what would have been allowed and why, and how to see it again. */
export function formatFinding(
  finding: RaceFinding,
  replay: string,
  { style = PLAIN, clauseOf = clauseOfSpecification }: FindingOptions = {},
): string {
  const { race, history, violation, standing } = finding;
  const mark = (line: string): string => (line.includes('<- ') ? style.bad(line) : line);
  const table = formatTable(race.threads.length, rowsOf(finding), {
    remark: (column, index) => remarkAt(violation, column, index),
  });
  const lines = [
    ...wrap(headlineOf(finding), 0).map(style.strong),
    '',
    ...alone(finding, 'prefix', race.prefix, history.prefix).map(mark),
    '',
    ...table.map((line, index) => (index === 0 ? style.strong(line) : mark(line))),
    '',
    ...alone(finding, 'suffix', race.suffix, history.suffix).map(mark),
    ...(race.suffix.length === 0 ? [] : ['']),
    ...labelled('  standing', standingOf(standing), COLUMN),
    ...observed(observedIn(violation)),
    ...(violation.kind === 'splat' ? [] : allowedLines(allowedBy(violation))),
    ...clauseLines(violation.clauses, style, clauseOf),
    ...labelled('  replay', replay, COLUMN),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** The steps where they are known, else the times. */
export const rowsOf = ({ race, history, standing }: RaceFinding): readonly Row[] =>
  standing.kind === 'replays' ? interleave(race, history, standing.moments) : overlap(race, history);

export function headlineOf(finding: RaceFinding): string {
  const { violation, rounds, races, index, name, original, race, unfinished } = finding;
  const first = name === undefined ? `number ${index}` : name;
  const operations = sizeOf(race);
  const threads = race.threads.length;
  const shrunk =
    operations < original.operations || threads < original.threads
      ? `, shrunk from ${plural(original.operations, 'operation')} in ${original.threads} threads to ${operations} in ${threads}`
      : '';
  const rest = unfinished === true ? '; there was no time to shrink it further' : '';
  return `${violation.clauses.join(', ')}: seen in ${plural(rounds, 'round')} of ${plural(races, 'race')}, first of ${first}${shrunk}${rest}`;
}

export function standingOf(standing: Standing): string {
  switch (standing.kind) {
    case 'replays': {
      const { schedule, proved } = standing;
      const claim = {
        earliest: ', which no schedule does with fewer, nor with as many that come earlier',
        minimal: ', which no schedule does with fewer',
        none: '; whether fewer would do is not proved',
      }[proved ?? 'none'];
      return `${formatSchedule(schedule)} shows it every time, with ${plural(switchesOf(schedule), 'context switch').replace(/switchs$/, 'switches')}${claim}`;
    }
    case 'repeats': {
      const { count, rounds, missed } = standing;
      const risk = missed < 0.0001 ? 'less than 0.01 %' : `${(missed * 100).toFixed(2)} %`;
      return `${formatCount(count)} of the last ${plural(rounds, 'round')} showed it; a smaller race that shows it as often was missed with a probability of at most ${risk}`;
    }
    case 'once':
      return 'it was not seen again';
  }
}

/** What ran alone, with its outcomes. */
function alone(
  { violation }: RaceFinding,
  part: Place['part'],
  operations: readonly Operation[],
  steps: readonly Step[],
): readonly string[] {
  if (operations.length === 0) return [];
  const comments = operations.map((_, index) => {
    const step = steps[index];
    return `${step === undefined ? '' : shortOutcome(step.outcome)}${remarkAt(violation, part, index)}`;
  });
  const text = formatProgram({ operations }, { comments }).trimEnd();
  return text.split('\n').map((line) => `  ${line}`);
}

const observed = (texts: readonly string[]): readonly string[] =>
  texts.flatMap((text, index) => labelled(index === 0 ? '  observed' : '', text, COLUMN));
