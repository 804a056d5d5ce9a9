// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A table in Markdown.

/** A bar ends a cell, even in code. */
const escaped = (cell: string): string => cell.replaceAll('|', '\\|');

/** A heading and rows of as many cells, nothing padded. */
export const markdownTable = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.map(escaped).join(' | ')} |`).join('\n');
