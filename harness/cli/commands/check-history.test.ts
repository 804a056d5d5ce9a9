// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { PAIRS } from '../../../generators';
import { createModel } from '../../../model';
import { DEFAULT_PROFILE, profileNamed, type RaceHistory } from '../../../spec';
import { RaceJudge } from '../../judge/race/judge';
import { recordedRound } from '../../judge/race/recorded';
import { writeHistory } from '../../judge/history/write';
import { commandLine } from '../../testing/command-line';
import { expectGolden } from '../../testing/golden';
import { shownResult } from '../../testing/races';

const directory = mkdtempSync(join(tmpdir(), 'check-history-'));
afterAll(() => rmSync(directory, { recursive: true }));

const pair = PAIRS.find(({ name }) => name === 'link-update-detach');

/** A recorded round of the pair, with one operation of a thread changed. */
function file(name: string, change: (history: RaceHistory) => RaceHistory = (history) => history): string {
  if (pair === undefined) throw new Error('there is no such pair');
  const judge = new RaceJudge(createModel(profileNamed(DEFAULT_PROFILE)), pair.race);
  const [result] = judge.allowed?.results ?? [];
  if (result === undefined) throw new Error('nothing is allowed');
  const recorded = recordedRound(pair.race, change(shownResult(pair.race, result)));
  const path = join(directory, name);
  writeFileSync(path, writeHistory(DEFAULT_PROFILE, recorded));
  return path;
}

test('what is allowed is said to be', async () => {
  const path = file('good.jsonl');
  expect(await commandLine(['check-history', path])).toMatchObject({
    code: 0,
    stdout: `${path}: allowed, 11 operations of 2 threads\n`,
  });
});

test('what is not is explained', async () => {
  const path = file('bad.jsonl', (history) => ({
    ...history,
    threads: [[{ outcome: { ret: -16 } }], ...history.threads.slice(1)],
  }));
  const { code, stdout } = await commandLine(['check-history', path]);
  expect(code).toBe(1);
  expectGolden(join(__dirname, 'golden', 'check-history.txt'), stdout.replace(path, 'bad.jsonl'));
});

test('a time limit of 0 leaves everything unknown, which is no pass', async () => {
  const path = file('unknown.jsonl');
  for (const limit of ['0', '0s'])
    expect(await commandLine(['check-history', path, '--time-limit', limit])).toMatchObject({
      code: 75,
      stdout: `${path}: unknown, the time limit has come\n`,
    });
});

test('a broken file is refused by its line', async () => {
  const path = join(directory, 'broken.jsonl');
  writeFileSync(path, '{"format":"struct-ops-conformance history","version":1,"profile":"6.12"}\n');
  const { code, stderr } = await commandLine(['check-history', path]);
  expect(code).toBe(65);
  expect(stderr).toBe(
    `struct-ops-conformance: ${path}:2: it is cut off: the line that says how many events there are is missing\n  try: record it again, to its end\n`,
  );
});

test('a time without a unit is refused', async () => {
  const { code } = await commandLine(['check-history', file('good.jsonl'), '--time-limit', '5']);
  expect(code).toBe(64);
});

test('with --json there is one document', async () => {
  const { stdout } = await commandLine(['check-history', file('good.jsonl'), '--json']);
  expect(JSON.parse(stdout)).toMatchObject({
    format: 1,
    verdict: 'allowed',
    operations: 11,
    threads: 2,
    profile: '6.12',
  });
});
