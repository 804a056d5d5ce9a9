// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A matrix on a terminal: the figures of each kernel, and the clauses that some kernel breaks.
import { CLAUSES } from '../../spec';
import type { Column, Standing } from '../coverage/matrix/column';
import type { Change } from '../coverage/matrix/diff';
import { countOf, type Matrix } from '../coverage/matrix/matrix';
import { crashesAside, crashLines, crashText } from './crashes';
import { PLAIN, type Style } from './style';
import { formatCount, plural } from '../platform/words';
import { wrap } from './wrap';

const STANDINGS: readonly Standing[] = ['agrees', 'deviates', 'not run', 'not applicable'];

/** The kernel's name and what it really was. */
export const titleOf = ({ kernel, release }: Column): string =>
  release === undefined || release === kernel ? kernel : `${kernel} (${release})`;

/** The whole text; the verdicts come last. */
export function formatMatrix(matrix: Matrix, style: Style = PLAIN): string {
  const { columns } = matrix;
  const figures = columns.map((column, index) => {
    const counts = STANDINGS.map((each) => `${countOf(matrix, index, each)} ${each}`).join(', ');
    const run = `${plural(column.programs, 'program')}, ${plural(column.operations, 'operation')} in ${column.seconds.toFixed(1)} s`;
    return column.reason === undefined
      ? `${style.strong(titleOf(column))}\n  ${run}\n  ${counts}\n${deaths(column)}`
      : `${style.strong(titleOf(column))}\n${wrap(column.reason, 2).join('\n')}\n`;
  });
  return [...figures, deviations(matrix, style), verdicts(columns, style)].filter((part) => part !== '').join('\n');
}

const deaths = ({ crashes = [] }: Column): string =>
  crashLines(crashes, 14)
    .map((line) => `  ${line}\n`)
    .join('');

function deviations({ columns, rows }: Matrix, style: Style): string {
  const broken = rows.filter(({ standings }) => standings.includes('deviates'));
  if (broken.length === 0) return '';
  const width = Math.max(...broken.map(({ clause }) => clause.length));
  const head = `${''.padEnd(width)}  ${columns.map(({ kernel }) => kernel).join('  ')}`;
  const lines = broken.map(({ clause, standings }) => {
    const cells = standings.map((each, index) => {
      const text = each.padEnd((columns[index]?.kernel ?? '').length);
      return each === 'deviates' ? style.bad(text) : text;
    });
    const statement = wrap(CLAUSES[clause].statement, 4).join('\n');
    return `${`${clause.padEnd(width)}  ${cells.join('  ')}`.trimEnd()}\n${statement}`;
  });
  return `${[head, ...lines].join('\n')}\n`;
}

function verdicts(columns: readonly Column[], style: Style): string {
  const lines = columns.map(({ kernel, verdict, known, leftOut = [], crashes = [], tool }) => {
    const deviations = known.length === 0 ? '' : `, ${plural(known.length, 'known deviation')} aside`;
    const aside = deviations + (tool === undefined ? '' : crashesAside(crashes, tool));
    const shown =
      verdict === 'conforms'
        ? style.good(verdict)
        : verdict === 'violates'
          ? style.bad(verdict)
          : style.doubtful(verdict);
    return `${kernel}: ${shown}${aside}${leftOut.map((each) => `, ${each} left out`).join('')}\n`;
  });
  return lines.join('');
}

/** Deaths are no clause's: a change that they are behind is told apart by them alone. */
const crashesIn = ({ crashes = [] }: Column): string =>
  crashes.length === 0 ? '' : ` (died over ${crashes.map(crashText).join('; ')})`;

/** What changed from one campaign to another. */
export function formatChanges(before: Column, after: Column, changes: readonly Change[], style: Style = PLAIN): string {
  const [from, to] = [before, after].map((each) => style.strong(titleOf(each)) + crashesIn(each));
  const head = `from ${from} to ${to}\n`;
  if (changes.length === 0) return `${head}\nevery clause fares the same\n`;
  const lines = changes.map(({ clause, before: was, after: is }) => {
    const now = is === 'deviates' ? style.bad(is) : is;
    return `${clause}: ${was} -> ${now}\n${wrap(CLAUSES[clause].statement, 4).join('\n')}\n`;
  });
  return `${head}\n${lines.join('')}\n${formatCount(changes.length)} of the clauses fare differently\n`;
}
