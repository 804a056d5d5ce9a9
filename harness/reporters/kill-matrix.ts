// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The kill matrix for a terminal and for docs/.
import { BAR, killersOf, median, survivorsOf, type Cell, type KillMatrix } from '../power/matrix';
import { markdownTable } from './markdown-table';
import { sightingText } from './sighting';
import { formatCount, plural } from '../platform/words';

const cellsOf = ({ cells }: KillMatrix, fault: string): readonly Cell[] => cells.filter((cell) => cell.fault === fault);

const cellText = (cell: Cell | undefined): string => sightingText(cell && { ...cell, cost: cell.operations });

/** One line a strategy: how many faults it sees, and how soon. */
export function summaryOf(matrix: KillMatrix): readonly (readonly string[])[] {
  return matrix.strategies.map(({ name, summary }) => {
    const cells = matrix.cells.filter(({ strategy }) => strategy === name);
    const seen = cells.flatMap(({ operations }) => (operations === null ? [] : [operations]));
    return [name, `${seen.length} of ${cells.length}`, seen.length === 0 ? '-' : formatCount(median(seen)), summary];
  });
}

/** Columns as wide as their widest text, all but the first and the last flush right. */
function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const padded = (text: string, column: number, last: number): string =>
    column === 0 || column === last ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0);
  return rows.map((row) =>
    row
      .map((text, column) => padded(text, column, row.length - 1))
      .join('  ')
      .trimEnd(),
  );
}

/** For a terminal: operations until the fault is seen, by strategy. */
export function formatKillMatrix(matrix: KillMatrix): string {
  const names = matrix.strategies.map(({ name }) => name);
  const rows = matrix.faults.map(({ name }) => {
    const cells = cellsOf(matrix, name);
    return [
      name,
      ...names.map((strategy) => cellText(cells.find((cell) => cell.strategy === strategy))),
      brokenBy(cells).join(' '),
    ];
  });
  const lines = [
    ...table([['fault', ...names, 'breaks'], ...rows]),
    '',
    ...table([['strategy', 'sees', 'median', ''], ...summaryOf(matrix)]),
    '',
    conclusion(matrix),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** The clauses that every strategy that sees the fault finds broken, else those that some do. */
function brokenBy(cells: readonly Cell[]): readonly string[] {
  const seen = cells.filter(({ kills }) => kills > 0).map(({ clauses }) => clauses);
  const [first = [], ...others] = seen;
  const common = first.filter((clause) => others.every((clauses) => clauses.includes(clause)));
  return common.length > 0 ? common : [...new Set(seen.flat())].sort();
}

export function conclusion(matrix: KillMatrix): string {
  const all = matrix.faults.length * matrix.strategies.length;
  const measured = matrix.cells.length;
  if (measured < all) return `interrupted: ${formatCount(measured)} of ${plural(all, 'cell')} were measured`;
  const survivors = survivorsOf(matrix.cells);
  const bar = `at least ${BAR.strategies} strategies, each with a median under ${formatCount(BAR.operations)} operations`;
  if (survivors.length === 0) return `all ${plural(matrix.faults.length, 'fault')} are seen by ${bar}`;
  return `${survivors.length} of ${plural(matrix.faults.length, 'fault')} are not seen by ${bar}: ${survivors.join(', ')}`;
}

/** For docs/: `breaks` are the clauses that each fault's kept counterexample breaks, `command` what made the page. */
export function killMatrixMarkdown(
  matrix: KillMatrix,
  command: string,
  kept: ReadonlyMap<string, { readonly breaks: readonly string[]; readonly length: number }>,
): string {
  const names = matrix.strategies.map(({ name }) => name);
  const areas = [...new Set(matrix.faults.map(({ area }) => area))];
  const sections = areas.map((area) => {
    const rows = matrix.faults
      .filter((fault) => fault.area === area)
      .map(({ name, kernel }) => {
        const cells = cellsOf(matrix, name);
        const known = kept.get(name);
        return [
          `\`${name}\``,
          kernel,
          known?.breaks.join(', ') ?? '-',
          String(known?.length ?? '-'),
          ...names.map((strategy) => marked(cells.find((cell) => cell.strategy === strategy))),
        ];
      });
    return `## ${area}\n\n${markdownTable(['fault', 'kernel', 'breaks', 'smallest', ...names], rows)}`;
  });
  const summary = markdownTable(['strategy', 'sees', 'median', 'what it is'], summaryOf(matrix));
  return `${[...preface(matrix, command), summary, `${capital(conclusion(matrix))}.`, ...sections].join('\n\n')}\n`;
}

/** What counts as seen within the bar is bold. */
const marked = (cell: Cell | undefined): string =>
  cell !== undefined && killersOf([cell]).length > 0 ? `**${cellText(cell)}**` : cellText(cell);

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

const preface = ({ seeds, limit }: KillMatrix, command: string): readonly string[] => [
  '# The kill matrix',
  `What the suite sees of \`struct-ops-conformance faults\`, the defects that the simulated kernel can be built with. Made by`,
  `\`\`\`\n${command}\n\`\`\``,
  `A number is how many operations had run when a strategy saw the fault: the median of ${seeds} seeds, or the one figure of a
strategy that takes no seed. \`-\` means not seen (by a random strategy within ${formatCount(limit)} operations), \`2/5\` in fewer
than half of the hunts. What is seen within the bar is bold. \`breaks\` are the clauses that the smallest known counterexample
violates (\`harness/power/corpus\`), \`smallest\` is how many operations it has. A test replays each, and fails when a fault
survives or breaks another clause.`,
];
