// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The interleaving as a table of text: a column a thread, and one for the kernel's workers where they had a part.
import { wrap, WIDTH } from '../wrap';
import type { Note, Row } from './interleaving';

export interface TableOptions {
  readonly width?: number;
  readonly indent?: number;
  /** What to add to the outcome of an operation: of which thread, and which of its operations. */
  readonly remark?: (column: number, index: number) => string;
}

const GAP = 2;
/** Columns narrower than this are not readable; then the table is wider than the terminal. */
const NARROWEST = 18;

export function formatTable(threads: number, rows: readonly Row[], options: TableOptions = {}): readonly string[] {
  const { width = WIDTH, indent = 2, remark = () => '' } = options;
  const count = rows.some(({ column }) => column >= threads) ? threads + 1 : threads;
  const label = Math.max(...rows.map((row) => labelOf(row).length), 1) + GAP;
  const cell = Math.max(NARROWEST, Math.floor((width - indent - label - GAP * (count - 1)) / count));
  const names = Array.from({ length: count }, (_, column) => (column < threads ? `T${column + 1}` : 'workers'));
  const line = (first: string, column: number, text: string): string =>
    (' '.repeat(indent) + first.padEnd(label) + ' '.repeat(column * (cell + GAP)) + text).trimEnd();
  const header = line('', 0, names.map((name) => name.padEnd(cell + GAP)).join(''));
  const body = rows.flatMap((row) => [
    ...cellLines(row, threads, cell, remark).map((text, index) =>
      line(index === 0 ? labelOf(row) : '', row.column, text),
    ),
    ...stateLines(row, width - indent - label).map((text) => line('', 0, text)),
  ]);
  return [header, ...body];
}

const labelOf = ({ first, last }: Row): string => (first === last ? String(first) : `${first}-${last}`);

function cellLines(
  { notes, thread, column }: Row,
  threads: number,
  width: number,
  remark: NonNullable<TableOptions['remark']>,
): readonly string[] {
  const own = column >= threads ? [thread] : [];
  const lines = notes.flatMap((note) => hanging(textOf(note, column, remark), width));
  return own.length + lines.length === 0 ? ['…'] : [...own, ...lines];
}

/** Across all columns: the state is everybody's. */
const stateLines = ({ state }: Row, width: number): readonly string[] =>
  state.length === 0 ? [] : hanging(`-> ${state.join('; ')}`, width);

function textOf({ kind, text, index = 0 }: Note, column: number, remark: NonNullable<TableOptions['remark']>): string {
  switch (kind) {
    case 'operation':
    case 'work':
      return text;
    case 'outcome':
      return `= ${text}${remark(column, index)}`;
    case 'stop':
      return `… before ${text}`;
  }
}

/** Wrapped text whose further lines stand in by two. */
function hanging(text: string, width: number): readonly string[] {
  const [first = '', ...rest] = wrap(text, 0, width - 2);
  return [first, ...rest.map((line) => `  ${line}`)];
}
