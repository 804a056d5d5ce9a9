// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Names of results, each bound once in a text; and where in the text a fault is.
import { isName, RESERVED } from './argument';
import { problem, type Problem } from './problem';
import type { Word } from './words';

/** Why a text cannot be read, where (both counted from 1), and what to do about it. */
export interface ParseError {
  readonly kind: 'error';
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly cure: string;
}

/** Binds a name in a line; what is wrong with that, if anything. */
export function bindResult({ text, column }: Word, bound: Map<string, number>, line: number): Problem | undefined {
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
  bound.set(text, line);
  return undefined;
}

export const located = ({ column, message, cure }: Problem, line: number): ParseError => ({
  kind: 'error',
  line,
  column,
  message,
  cure,
});
