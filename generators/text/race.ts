// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Races as text: lines that run before, rows `| operation | operation` with a column a thread, lines that run after.
import type { Operation, RaceProgram } from '../../spec';
import { bindResult, located, type ParseError } from './binding';
import { formatLines, formatOperation } from './format';
import { problem, type Problem } from './problem';
import { cellsOf, isRow, type Cell } from './row';
import { parseStatement, type Line } from './statement';
import { strangerIn } from './strangers';
import type { ParseOptions } from './parse';
import { unboundIn } from './unbound';
import { splitLine, type Statement } from './words';

export const MIN_THREADS = 2;
export const MAX_THREADS = 4;

export type ParsedRace = { readonly kind: 'race'; readonly race: RaceProgram } | ParseError;

/** The text of a race: operation n of each thread stands in row n. `parseRace` reads it back. */
export function formatRace({ prefix, threads, suffix }: RaceProgram): string {
  const around = formatLines({ operations: [...prefix, ...suffix] });
  const columns = threads.map((thread) => thread.map(formatOperation));
  const widths = columns.map((cells) => Math.max(0, ...cells.map((cell) => cell.length)));
  const count = Math.max(0, ...columns.map((cells) => cells.length));
  const rows = Array.from({ length: count }, (_, row) =>
    columns.map((cells, thread) => `| ${(cells[row] ?? '').padEnd(widths[thread] ?? 0)}`).join(' '),
  );
  const lines = [...around.slice(0, prefix.length), ...rows, ...around.slice(prefix.length)];
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

/** Whether a text has a row, so that it is a race and no program. */
export const isRaceText = (text: string): boolean => text.split(/\r?\n/).some(isRow);

/** Reads what `formatRace` writes; blank lines and comments mean nothing. Stops at the first error. */
export function parseRace(text: string, { bound = false }: ParseOptions = {}): ParsedRace {
  const reader = new Reader(bound);
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const wrong = isRow(line) ? reader.row(line, index + 1) : reader.line(line, index + 1);
    if (wrong !== undefined) return located(wrong, index + 1);
  }
  return reader.end();
}

class Reader {
  private readonly bound = new Map<string, number>();
  private readonly prefix: Operation[] = [];
  private readonly suffix: Operation[] = [];
  private threads: Operation[][] = [];
  private firstRow = 0;
  private firstAfter = 0;

  constructor(private readonly strict: boolean) {}

  line(line: string, number: number): Problem | undefined {
    const statement = splitLine(line);
    if (statement.words.length === 0 && statement.result === undefined) return undefined;
    const read = this.statement(statement, number);
    if (read.kind === 'problem') return read;
    if (this.firstRow === 0) this.prefix.push(read.operation);
    else {
      this.firstAfter ||= number;
      this.suffix.push(read.operation);
    }
    return undefined;
  }

  row(line: string, number: number): Problem | undefined {
    const cells = cellsOf(line);
    const [first] = cells;
    if (first === undefined) return undefined;
    if (this.firstAfter > 0) return lateRow(first, this.firstAfter);
    if (this.firstRow === 0) {
      if (cells.length < MIN_THREADS || cells.length > MAX_THREADS) return badCount(first, cells.length);
      this.threads = cells.map(() => []);
      this.firstRow = number;
    }
    if (cells.length !== this.threads.length)
      return problem(
        (cells.at(-1) ?? first).column,
        `this row has ${columns(cells.length)}, and the first one, in line ${this.firstRow}, has ${this.threads.length}`,
        'Give every row a "|" for each thread; a thread with nothing to do there has an empty column.',
      );
    for (const [thread, cell] of cells.entries()) {
      const wrong = this.cell(cell, thread, number);
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  }

  end(): ParsedRace {
    if (this.firstRow === 0)
      return located(
        problem(1, 'there is no row, so this is no race', 'Write rows like: | map.delete m | map.delete m'),
        1,
      );
    const idle = this.threads.findIndex((thread) => thread.length === 0);
    if (idle >= 0)
      return located(
        problem(1, `thread ${idle + 1} does nothing`, 'Give it an operation, or take its column out.'),
        this.firstRow,
      );
    const { prefix, threads, suffix } = this;
    return { kind: 'race', race: { prefix, threads, suffix } };
  }

  private cell({ statement }: Cell, thread: number, number: number): Problem | undefined {
    if (statement.words.length === 0 && statement.result === undefined) return undefined;
    const read = this.statement(statement, number);
    if (read.kind === 'problem') return read;
    const others = this.threads.filter((_, other) => other !== thread);
    const stranger = strangerIn(read.operation, statement, others);
    if (stranger !== undefined) return stranger;
    this.threads[thread]?.push(read.operation);
    return undefined;
  }

  private statement(statement: Statement, number: number): Line {
    const wrong = statement.result && bindResult(statement.result, this.bound, number);
    const read = wrong ?? parseStatement(statement);
    if (read.kind === 'problem' || !this.strict) return read;
    return unboundIn(read.operation, statement, this.bound) ?? read;
  }
}

const columns = (count: number): string => `${count} ${count === 1 ? 'column' : 'columns'}`;

const lateRow = ({ column }: Cell, after: number): Problem =>
  problem(
    column,
    `a row after line ${after}, which runs when all threads have ended`,
    'Put all rows together, after the lines that run before and before those that run after.',
  );

const badCount = ({ column }: Cell, count: number): Problem =>
  problem(
    column,
    `a race has ${MIN_THREADS} to ${MAX_THREADS} threads, and this row has ${columns(count)}`,
    'Write a "|" before the operation of each thread.',
  );
