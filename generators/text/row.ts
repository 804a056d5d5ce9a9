// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A row of a race cut into its cells: `| operation | operation`, a column a thread.
import { splitLine, type Statement } from './words';

export interface Cell {
  readonly statement: Statement;
  /** Where its `|` stands, counted from 1. */
  readonly column: number;
}

/** The `>` of a report or of a quotation in a mail is no part of a row, as it is none of a line. */
const ROW = /^(\s*>)*\s*\|/;

export const isRow = (line: string): boolean => ROW.test(line);

/** The cells of a row, in the order of the threads. Columns count from the start of the line. */
export function cellsOf(line: string): readonly Cell[] {
  const code = line.replace(/#.*/s, '');
  const bars = [...code.matchAll(/\|/g)].map(({ index }) => index);
  return bars.map((bar, thread) => ({
    statement: splitLine(' '.repeat(bar + 1) + code.slice(bar + 1, bars[thread + 1])),
    column: bar + 1,
  }));
}
