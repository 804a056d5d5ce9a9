// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What carries operations out died: every format says over which operation, how often, and what it is known by.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { columnOf } from '../cli/columns';
import { conclude } from '../campaign/conclusion';
import type { CampaignReport } from '../campaign/report';
import type { CrashReport } from '../judge/known/crash';
import { matrixOf } from '../coverage/matrix/matrix';
import { commandLine } from '../testing/command-line';
import { conforming } from '../testing/reports';
import { formatJson } from './json';
import { formatMatrixPage } from './matrix-markdown';
import { formatMatrix } from './matrix-text';
import { formatReport } from './terminal';

const see = 'docs/findings/bpftool-type-of-a-module.md';
const crashes: readonly CrashReport[] = [
  { op: 'loader.register', signal: 'SIGSEGV', count: 3, known: { crash: 'type-of-a-module', reason: 'why', see } },
  { op: 'map.lookup', signal: 'SIGABRT', count: 1, first: { program: 7, operation: 2, text: 'map.lookup m' } },
];
const reportOf = (died: readonly CrashReport[]): CampaignReport => {
  const report = {
    ...conforming,
    implementation: { name: 'bpftool', version: '7.5.0', kernel: '6.12.95' },
    crashes: died,
  };
  return { ...report, ...conclude(report) };
};
const report = reportOf(crashes);
const squeezed = (text: string): string => text.replaceAll(/\s+/g, ' ');

const directory = mkdtempSync(join(tmpdir(), 'crashes-'));
const file = join(directory, 'report.json');
beforeAll(() => writeFileSync(file, formatJson(report)));
afterAll(() => rmSync(directory, { recursive: true }));

const matrix = matrixOf([columnOf('debian:6.12', report)]);
const printed = async (...args: readonly string[]): Promise<string> => (await commandLine(args)).stdout;

describe.each([
  ['run', () => formatReport(report, { replay: () => '' })],
  ['matrix', () => formatMatrix(matrix)],
  ['matrix --markdown', () => formatMatrixPage(matrix, 'matrix')],
  ['diff', () => printed('diff', file, file)],
  ['clauses --report', () => printed('clauses', '--report', file)],
] as const)('%s', (_name, text) => {
  test('names what is known and what is not', async () => {
    const told = squeezed(await text());
    expect(told).toContain(`loader.register 3 times of SIGSEGV: type-of-a-module (${see})`);
    expect(told).toContain('map.lookup 1 time of SIGABRT, first in program 7 over operation 2, map.lookup m');
  });
});

test.each([
  ['run --json', () => formatJson(report)],
  ['diff --json', () => printed('diff', file, file, '--json')],
  ['clauses --report --json', () => printed('clauses', '--report', file, '--json')],
])('%s holds them', async (_name, text) => {
  const held = squeezed(await text());
  expect(held).toContain('"op": "loader.register", "signal": "SIGSEGV", "count": 3');
  expect(held).toContain('"text": "map.lookup m"');
});

test('a verdict that leaves known ones aside says so in every table of verdicts', () => {
  const aside = matrixOf([columnOf('debian:6.12', reportOf(crashes.slice(0, 1)))]);
  expect(formatMatrix(aside)).toContain('conforms, 3 known crashes of bpftool 7.5.0 aside');
  expect(formatMatrixPage(aside, 'matrix')).toContain('conforms, 3 known crashes of bpftool 7.5.0 aside |');
});
