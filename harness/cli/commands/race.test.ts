// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { commandLine } from '../../testing/command-line';

const directory = mkdtempSync(join(tmpdir(), 'race-'));
const RACE = `module.load soc_a
b = btf.open soc_a
m = map.create b plain
| map.delete m | map.delete m
`;

function file(name: string, text: string): string {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
}

describe('race', () => {
  test('of a file: conforms, with what was seen', async () => {
    const { code, stdout } = await commandLine(['race', file('delete.race', RACE), '--schedules', '50', '-v']);
    expect(stdout).toMatch(/conforms: every result/);
    expect(stdout).toMatch(/delete\.race +\d+ +1 +1/);
    expect(code).toBe(0);
  });

  test('generated, as JSON: the same for the same seed', async () => {
    const args = ['race', '--races', '2', '--schedules', '30', '--seed', '3', '--json'];
    const [first, second] = await Promise.all([commandLine(args), commandLine(args)]);
    const timeless = (text: string): unknown => ({ ...(JSON.parse(text) as object), seconds: 0, connectSeconds: 0 });
    expect(timeless(first.stdout)).toEqual(timeless(second.stdout));
    expect(timeless(first.stdout)).toMatchObject({ format: 1, unit: 'schedules', races: 2, scheduler: 'portfolio' });
  });

  test('no time: nothing is proved', async () => {
    const { code, stdout } = await commandLine(['race', '--pairs', '--time-budget', '0ms']);
    expect(stdout).toMatch(/inconclusive: the time budget ended before any race was run/);
    expect(code).toBe(75);
  });

  test.each([
    [['--scheduler', 'fair'], "--scheduler has no 'fair'"],
    [['--preemptions', '-1'], '--preemptions needs a whole number from 0 to 100'],
    [['--threads', '5'], '--threads needs a whole number from 2 to 4'],
    [['--pairs', '--threads', '2'], '--races and --threads are about generated races'],
  ])('%j: usage, with a cure', async (args, message) => {
    const { code, stderr } = await commandLine(['race', ...args]);
    expect(stderr).toContain(message);
    expect(stderr).toContain('try:');
    expect(code).toBe(64);
  });

  test.each([
    ['a program', 'quiesce\n', ':1:1: there is no row, so this is no race'],
    ['no schedule', `# schedule: T1*2 T2*\n${RACE}`, ":1:18: 'T2*' is no part of a schedule"],
  ])('%s: bad file, with line and column', async (_, text, message) => {
    const { code, stderr } = await commandLine(['race', file('bad.race', text)]);
    expect(stderr).toContain(`bad.race${message}`);
    expect(code).toBe(65);
  });
});

describe('replay', () => {
  test('of a race that was found and saved shows it again', async () => {
    const save = join(directory, 'found');
    const text =
      'module.load soc_a\nb = btf.open soc_a\n| m = map.create b plain | object.info b\nmodule.unload soc_a\n';
    const args = ['--adapter', 'simulator:fault=map-does-not-hold-module'];
    const race = [
      'race',
      file('hold.race', text),
      '--schedules',
      '50',
      '--save',
      save,
      '--markdown',
      join(directory, 'x.md'),
    ];
    const found = await commandLine([...race, ...args]);
    expect(found.code).toBe(1);
    expect(readFileSync(join(directory, 'x.md'), 'utf8')).toMatch(/^# Races: violates/);
    const [saved = ''] = readdirSync(save);
    const again = await commandLine(['replay', join(save, saved), ...args]);
    expect(again.stdout).toContain('violates: 1 counterexample');
    expect(again.code).toBe(1);
    expect((await commandLine(['replay', join(save, saved)])).code).not.toBe(1);
  });

  test('of a schedule that does not fit is a verdict of its own', async () => {
    const wrong = file('wrong.race', `# schedule: T1 T3*7\n${RACE}`);
    const { code, stdout } = await commandLine(['replay', wrong]);
    expect(stdout).toMatch(/uncontrolled {2}race 0: after 1 step of the same schedule T3 was to go on/);
    expect(code).toBe(75);
  });

  test('of programs and races together is refused', async () => {
    const { code, stderr } = await commandLine(['replay', file('a.race', RACE), file('a.program', 'quiesce\n')]);
    expect(stderr).toContain('a replay for each kind');
    expect(code).toBe(64);
  });
});
