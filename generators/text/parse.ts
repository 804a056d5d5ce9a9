// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Text to programs. What is wrong is told by line and column, with the word that was probably meant.
import type { Operation, Program } from '../../spec';
import { bindResult, located, type ParseError } from './binding';
import { problem } from './problem';
import { isRow } from './row';
import { parseStatement } from './statement';
import { unboundIn } from './unbound';
import { splitLine } from './words';

export type Parsed = { readonly kind: 'program'; readonly program: Program } | ParseError;

export interface ParseOptions {
  /** Whether every handle must have been bound before it is named, but for the words that mean none. */
  readonly bound?: boolean;
}

/** Reads what `formatProgram` writes; blank lines and comments mean nothing. Stops at the first error. */
export function parseProgram(text: string, { bound: strict = false }: ParseOptions = {}): Parsed {
  const operations: Operation[] = [];
  const bound = new Map<string, number>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (isRow(line)) return located(rowAt(line.indexOf('|') + 1), index + 1);
    const statement = splitLine(line);
    if (statement.words.length === 0 && statement.result === undefined) continue;
    const wrong = statement.result && bindResult(statement.result, bound, index + 1);
    const parsed = wrong ?? parseStatement(statement);
    if (parsed.kind === 'problem') return located(parsed, index + 1);
    const unbound = strict ? unboundIn(parsed.operation, statement, bound) : undefined;
    if (unbound !== undefined) return located(unbound, index + 1);
    operations.push(parsed.operation);
  }
  return { kind: 'program', program: { operations } };
}

const rowAt = (column: number) =>
  problem(column, 'this is a row of a race, and a program has none', 'Run the text as a race.');

/** The program of a text that is known to be one, such as the project's own files; throws what is wrong with it. */
export function programIn(text: string): Program {
  const parsed = parseProgram(text);
  if (parsed.kind === 'error') throw new Error(`line ${parsed.line}: ${parsed.message}`);
  return parsed.program;
}
