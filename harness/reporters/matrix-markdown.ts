// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A matrix as a page of docs/.
import { CLAUSES } from '../../spec';
import type { Column, Standing } from '../coverage/matrix/column';
import { countOf, differs, type Matrix, type Row } from '../coverage/matrix/matrix';
import { crashesAside, crashText } from './crashes';
import { formatCount, plural } from '../platform/words';

const MARK: Readonly<Record<Standing, string>> = {
  agrees: '✓',
  deviates: '**✗**',
  'not run': '?',
  'not applicable': '·',
};

/** The page; `command` made it. */
export function formatMatrixPage(matrix: Matrix, command: string): string {
  const { columns, rows } = matrix;
  const deviating = rows.filter(({ standings }) => standings.includes('deviates'));
  return [
    '# The clauses, kernel by kernel',
    `Made by \`${command}\`. ✓: decided outcomes, none was wrong. **✗**: some was. ?: nothing that was run came to it. ·: the clause does not bind in this kernel, or no program can observe it.`,
    figures(matrix),
    '## Deviations',
    deviating.length === 0 ? 'None.' : [table(columns, deviating, true), ...links(columns)].join('\n\n'),
    ...deaths(columns),
    '## All clauses',
    `${plural(rows.filter(differs).length, 'clause')} of ${formatCount(rows.length)} fare differently on kernels that they were run on.`,
    table(columns, rows, false),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

function figures(matrix: Matrix): string {
  const head = '| kernel | profile | programs | operations | agrees | deviates | not run | verdict |';
  const lines = matrix.columns.map((column, index) => {
    const count = (standing: Standing): string => String(countOf(matrix, index, standing));
    const { programs, operations, profile = '', verdict, reason, leftOut = [], crashes = [], tool } = column;
    const aside = tool === undefined ? '' : crashesAside(crashes, tool);
    const cells = [
      column.release ?? column.kernel,
      profile,
      formatCount(programs),
      formatCount(operations),
      count('agrees'),
      count('deviates'),
      count('not run'),
      reason === undefined
        ? [verdict + aside, ...leftOut.map((each) => `${each} left out`)].join(', ')
        : `${verdict}: ${reason.split('\n')[0] ?? ''}`,
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [head, '| --- | --- | ---: | ---: | ---: | ---: | ---: | --- |', ...lines].join('\n');
}

/** What carries operations out died over them: no deviation of the kernel, and nothing to be silent of. */
function deaths(columns: readonly Column[]): readonly string[] {
  const lines = columns.flatMap(({ kernel, release, crashes = [] }) =>
    crashes.map((crash) => `- ${release ?? kernel}: ${crashText(crash)}`),
  );
  return lines.length === 0 ? [] : ['## Operations that a tool died over', lines.join('\n')];
}

function table(columns: readonly Column[], rows: readonly Row[], stated: boolean): string {
  const head = ['clause', ...columns.map(({ release, kernel }) => release ?? kernel), ...(stated ? ['statement'] : [])];
  const lines = rows.map(({ clause, standings }) =>
    [clause, ...standings.map((each) => MARK[each]), ...(stated ? [CLAUSES[clause].statement] : [])].join(' | '),
  );
  return [
    `| ${head.join(' | ')} |`,
    `|${head.map(() => ' --- |').join('')}`,
    ...lines.map((line) => `| ${line} |`),
  ].join('\n');
}

/** The findings that explain the deviations, each once. */
function links(columns: readonly Column[]): string[] {
  const findings = new Map<string, { see: string; kernels: string[]; clauses: Set<string> }>();
  for (const { kernel, release, known } of columns)
    for (const { finding, see, clauses } of known) {
      const entry = findings.get(finding) ?? { see, kernels: [], clauses: new Set<string>() };
      entry.kernels.push(release ?? kernel);
      for (const clause of clauses) entry.clauses.add(clause);
      findings.set(finding, entry);
    }
  if (findings.size === 0) return [];
  const lines = [...findings].map(
    ([finding, { see, kernels, clauses }]) =>
      `- [${finding}](${see.replace(/^docs\//, '')}), ${[...clauses].join(', ')}: ${kernels.join(', ')}`,
  );
  return [lines.join('\n')];
}
