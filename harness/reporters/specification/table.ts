// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Tables in Markdown that read well as plain text too: every column but the last is padded.

const escaped = (text: string): string => text.replaceAll('|', '\\|');

/** The header and the rows; every row has a cell for each column. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [header, ...rows].map((row) => row.map(escaped));
  const widths = header.map((_, column) => Math.max(3, ...cells.map((row) => row[column]?.length ?? 0)));
  const last = header.length - 1;
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => (column === last ? cell : cell.padEnd(widths[column] ?? 0))).join(' | ')} |`;
  const rule = widths.map((width, column) => '-'.repeat(column === last ? 3 : width));
  const [first = [], ...others] = cells;
  return [line(first), line(rule), ...others.map(line)].join('\n');
}
