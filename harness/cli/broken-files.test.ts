// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Every place that reads a file x every way in which a file can be broken: status 65 or 69, and one short first line.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { commandLine } from '../testing/command-line';
import { expectGolden } from '../testing/golden';

const directory = mkdtempSync(join(tmpdir(), 'broken-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** What a file of each place would be like, were it not cut off. */
const WHOLE: Readonly<Record<string, string>> = {
  program: 'module.load soc_a\nb = btf.open soc_a\nm = map.create b pla',
  race: '| module.load soc_a | module.load so',
  history: readFileSync(join(__dirname, '..', 'judge', 'history', '__snapshots__', 'history.test.ts.snap'), 'utf8').slice(0, 40),
  report: '{"format":1,"verdict":"conf',
  list: 'Finding: x\nProgram: x.program\nViol',
  kernel: '\u007fELF',
};

type Place = readonly [name: string, like: string, args: (file: string) => readonly string[]];

/** How each place is told of a file, and what a file of it is like. */
const PLACES: readonly Place[] = [
  ['replay', 'program', (file) => ['replay', file]],
  ['race', 'race', (file) => ['race', file]],
  ['check-history', 'history', (file) => ['check-history', file]],
  ['clauses --report', 'report', (file) => ['clauses', '--report', file]],
  ['diff', 'report', (file) => ['diff', file, file]],
  ['run --known', 'list', (file) => ['run', '--programs', '1', '--known', file]],
  ['run --kernel', 'kernel', (file) => ['run', '--adapter', 'vm', '--kernel', file]],
];

const TITLE = '\u001b]0;pwned\u0007\u009b2J';

/** How each kind of broken file is made. */
const KINDS: Readonly<Record<string, (path: string, whole: string) => void>> = {
  missing: () => undefined,
  directory: (path) => mkdirSync(path),
  'a pipe that nobody writes to': (path) => void execFileSync('mkfifo', [path]),
  empty: (path) => writeFileSync(path, ''),
  binary: (path) => writeFileSync(path, Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 37) % 256))),
  'no UTF-8': (path) => writeFileSync(path, Buffer.from([0x6d, 0xff, 0xfe, 0x0a])),
  huge: (path) => {
    writeFileSync(path, '');
    truncateSync(path, 3 * 2 ** 30);
  },
  'one endless line': (path) => writeFileSync(path, 'x'.repeat(20 * 2 ** 20)),
  'cut off': (path, whole) => writeFileSync(path, whole),
  'writing to the terminal': (path) => writeFileSync(path, `${TITLE}\n${TITLE}: ${TITLE}\n`),
};

const rows: string[] = [];
const SHOWN = /[\p{C}\p{Zl}\p{Zp}]/u;
const FIFO = 'a pipe that nobody writes to';

/** Without what differs between machines, and between versions of Node.js. */
const shown = (line: string): string => line.replaceAll(directory, 'DIR').replace(/(this is no JSON): .*/, '$1: ...');

async function expectTold([place, like, args]: Place, kind: string): Promise<void> {
  const path = join(directory, `${place} ${kind}`.replaceAll(/\W+/g, '-'));
  KINDS[kind]?.(path, WHOLE[like] ?? '');
  const { code, stderr, stdout } = await commandLine([...args(path), '--quiet']);
  const [first = ''] = stderr.split('\n');
  rows.push(`${place.padEnd(16)} ${kind.padEnd(28)} ${code}  ${shown(first)}\n`);
  // A list that is empty is a list: nothing is known.
  const isList = place === 'run --known' && kind === 'empty';
  expect(isList ? [0] : [65, 69]).toContain(code);
  expect(stdout === '' || isList).toBe(true);
  expect(stderr.replaceAll('\n', '')).not.toMatch(SHOWN);
  expect(stderr).not.toMatch(/^ +at /m);
  expect(first.length).toBeLessThan(600);
}

describe.each(PLACES)('%s', (...place) => {
  test.each(Object.keys(KINDS).filter((kind) => kind !== FIFO))('of a file that is: %s', async (kind) => {
    await expectTold(place, kind);
  });
});

// The other places read by the same function, and each would wait for ten seconds.
const WAITING = PLACES.filter(([place]) => ['replay', 'run --kernel'].includes(place));
test.each(WAITING)('%s gives up a pipe that nobody writes to', async (...place) => {
  await expectTold(place, FIFO);
});

test('the first lines are these', () => {
  expectGolden(join(__dirname, 'golden', 'broken-files.txt'), rows.sort().join(''));
});
