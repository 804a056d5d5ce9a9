// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// One counterexample as text for a terminal or a mail.
import { closeUnbound } from '../../generators/text';
import type { Violation } from '../judge/verdict';
import type { Counterexample } from '../campaign/report';
import { annotate } from './annotated';
import { formatOutcome } from './outcome';
import { allowedLines, clauseLines, clauseOfSpecification, COLUMN, type ClauseOf } from './allowed';
import { PLAIN, type Style } from './style';
import { plural } from '../platform/words';
import { labelled, wrap } from './wrap';

/** A counterexample; where it was found in a campaign is told when it is known. */
type Shown = Pick<Counterexample, 'program' | 'history' | 'violation'> &
  Partial<Counterexample> & {
    /** What decided each operation, for those who ask. */
    readonly decided?: readonly string[];
  };

export interface CounterexampleOptions {
  readonly style?: Style;
  /** Where the statements of clauses come from; the specification, unless a test has its own. */
  readonly clauseOf?: ClauseOf;
}

/** Says what ran, what was observed, what would have been allowed and why; `replay` is the command that shows it again. */
export function formatCounterexample(
  found: Shown,
  replay: string,
  { style = PLAIN, clauseOf = clauseOfSpecification }: CounterexampleOptions = {},
): string {
  const { program, history, violation, decided } = found;
  const lines = [
    ...wrap(headline(found), 0).map((line) => style.strong(line)),
    '',
    ...annotate(closeUnbound(program), history, violation, decided)
      .trimEnd()
      .split('\n')
      .map((line, index) => marked(line, index === violation.step, style)),
    '',
    ...observed(violation),
    ...(violation.kind === 'splat' || violation.kind === 'stuck' ? [] : allowedLines(violation.allowed)),
    ...clauseLines(violation.clauses, style, clauseOf),
    ...logLines(violation),
    ...labelled('  replay', replay, COLUMN),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function headline({ violation, occurrences, index, originalLength, program, unfinished }: Shown): string {
  const what = violation.clauses.length === 0 ? 'no clause' : violation.clauses.join(', ');
  if (occurrences === undefined || index === undefined) return what;
  const operations = program.operations.length;
  const shrunk =
    originalLength !== undefined && operations < originalLength
      ? `, shrunk from ${originalLength} operations to ${operations}`
      : '';
  const rest = unfinished === true ? '; there was no time to shrink it further' : '';
  return `${what}: seen in ${plural(occurrences, 'program')}, first in number ${index}${shrunk}${rest}`;
}

const marked = (line: string, violated: boolean, style: Style): string =>
  violated ? style.bad(`> ${line}`) : `  ${line}`;

function observed(violation: Violation): readonly string[] {
  const { observed: seen } = violation;
  if (!('lines' in seen)) return labelled('  observed', formatOutcome(seen), COLUMN);
  const label = labelOf(violation);
  return [...labelled('  observed', label, COLUMN), ...seen.lines.map((line) => `${' '.repeat(COLUMN)}${line}`)];
}

function labelOf({ kind, operation, clauses }: Violation): string {
  if (kind === 'residue') return 'left behind by the reset after the program:';
  if (kind === 'splat') return `in the kernel log${operation ? ` during ${operation.op}` : ''}:`;
  if (clauses.includes('RETURN-02')) return 'the memory of the machine was used up:';
  return `${operation ? operation.op : 'the reset after the program, or an operation,'} never returned; where its task is:`;
}

function logLines({ kind, log }: Violation): readonly string[] {
  if (log.length === 0 || kind === 'residue') return [];
  return ['  kernel log of that step', ...log.map((line) => `    | ${line}`), ''];
}
