// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import { reportSchema, scoresOf, survivorsOf, UNTRIED, type MutationReport, type Reason } from './survivors';
import { pageOf } from './text';

const SOURCE = 'const one = 1;\nif (one ===\n    2)\n  three();\n';

const at = (start: readonly [number, number], end: readonly [number, number]) => ({
  start: { line: start[0], column: start[1] },
  end: { line: end[0], column: end[1] },
});

const mutant = (status: string, location: ReturnType<typeof at>, replacement = 'false') => ({
  status,
  replacement,
  location,
});

const condition = at([2, 5], [3, 6]);
const call = at([4, 3], [4, 11]);

const report: MutationReport = reportSchema.parse({
  schemaVersion: '2',
  files: {
    'model/rules/b.ts': {
      language: 'typescript',
      source: SOURCE,
      mutants: [
        mutant('Survived', condition),
        mutant('NoCoverage', call, ''),
        mutant('Killed', condition, 'true'),
        mutant('Timeout', condition, 'true'),
        mutant('RuntimeError', condition, 'true'),
        mutant('Ignored', condition),
        mutant('CompileError', condition),
      ],
    },
    'model/rules/a.ts': { source: SOURCE, mutants: [mutant('Killed', call)] },
    'model/rules/static.ts': { source: SOURCE, mutants: [mutant('Ignored', call)] },
  },
});

describe('the survivors of a report', () => {
  const changes = (reasons: readonly Reason[]) =>
    survivorsOf(report, reasons).map(({ file, line, change, why }) => [file, line, change, why]);

  test('are what no test noticed and what no test ran, each change in one line', () => {
    expect(changes([])).toEqual([
      ['model/rules/b.ts', 2, 'one === 2 => false', undefined],
      ['model/rules/b.ts', 4, 'three(); =>', UNTRIED],
    ]);
  });

  test('have the first reason that begins as the change does, in their file', () => {
    const reasons: readonly Reason[] = [
      { file: 'model/rules/a.ts', change: 'one', why: 'in another file' },
      { change: 'one === 3', why: 'another change' },
      { file: 'model/rules/b.ts', change: 'one ===', why: 'this' },
      { change: 'one', why: 'too late' },
    ];
    expect(changes(reasons).map(([, , , why]) => why)).toEqual(['this', UNTRIED]);
  });
});

test('a score counts what was tested, and a crash or an endless loop as noticed', () => {
  expect(scoresOf(report)).toEqual([
    { file: 'model/rules/a.ts', tested: 1, noticed: 1 },
    { file: 'model/rules/b.ts', tested: 5, noticed: 3 },
  ]);
});

test('a report of another shape is refused', () => {
  expect(reportSchema.safeParse({ files: { a: { mutants: [] } } }).success).toBe(false);
});

test('the page', () => {
  const survivors = survivorsOf(report, [{ change: 'three', why: 'Nobody calls it `here`' }]);
  expect(pageOf(report, survivors, ['model/rules/a.ts', 'model/rules/b.ts', 'model/rules/c.ts'])).toMatchSnapshot();
});
