// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Text to programs. What is wrong is told by line and column, with the word that was probably meant.
import type { Operation, Program } from '../../spec';
import { isName, RESERVED } from './argument';
import { problem, type Problem } from './problem';
import { parseStatement } from './statement';
import { splitLine, type Word } from './words';

/** Why a text is no program, where (both counted from 1), and what to do about it. */
export interface ParseError {
  readonly kind: 'error';
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly cure: string;
}

export type Parsed = { readonly kind: 'program'; readonly program: Program } | ParseError;

/** Reads what `formatProgram` writes; blank lines and comments mean nothing. Stops at the first error. */
export function parseProgram(text: string): Parsed {
  const operations: Operation[] = [];
  const bound = new Map<string, number>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const statement = splitLine(line);
    if (statement.words.length === 0 && statement.result === undefined) continue;
    const wrong = statement.result && checkResult(statement.result, bound);
    const parsed = wrong ?? parseStatement(statement);
    if (parsed.kind === 'problem') return located(parsed, index + 1);
    if (statement.result) bound.set(statement.result.text, index + 1);
    operations.push(parsed.operation);
  }
  return { kind: 'program', program: { operations } };
}

function checkResult({ text, column }: Word, bound: ReadonlyMap<string, number>): Problem | undefined {
  const earlier = bound.get(text);
  if (earlier !== undefined)
    return problem(column, `"${text}" is bound twice; first in line ${earlier}`, 'Give each result a name of its own.');
  if (RESERVED.includes(text))
    return problem(column, `"${text}" has a meaning of its own and cannot be bound`, 'Choose another name.');
  if (!isName(text))
    return problem(
      column,
      `"${text}" is no name for a result`,
      'Use letters, digits and _, not starting with a digit.',
    );
  return undefined;
}

const located = ({ column, message, cure }: Problem, line: number): ParseError => ({
  kind: 'error',
  line,
  column,
  message,
  cure,
});
