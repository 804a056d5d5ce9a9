// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { commandLine } from '../../testing/command-line';
import { expectGolden } from '../../testing/golden';

const directory = mkdtempSync(join(tmpdir(), 'explore-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** What hangs on the machine and the moment. */
const timeless = (text: string): string =>
  text.replace(/^speed .*$/m, 'speed       …').replace(/^memory .*$/m, 'memory      …');

describe('explore', () => {
  test('says what it has visited', async () => {
    const { code, stdout } = await commandLine(['explore', '--scope', 'modules=1,maps=2,pins=1']);
    expect(code).toBe(0);
    expectGolden(join(__dirname, '..', 'golden', 'explore.txt'), timeless(stdout));
  });

  test('of a profile without the series finds no map to create', async () => {
    const args = ['explore', '--scope', 'modules=2,maps=2', '--profile', '6.1', '--json'];
    const { code, stdout } = await commandLine(args);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ ended: 'complete', profile: '6.1', distinct: 1 });
  });

  test('stops at a depth', async () => {
    const { stdout } = await commandLine(['explore', '--scope', 'modules=1,maps=1,depth=3', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ ended: 'complete', depth: 3 });
  });

  test('at the limit of its memory says so, and proves nothing', async () => {
    const { code, stdout } = await commandLine(['explore', '--max-memory', '1MiB']);
    expect(code).toBe(75);
    expect(stdout).toContain('stopped     at the limit of --max-memory');
  });

  test('writes the graph of the states', async () => {
    const file = join(directory, 'states.dot');
    await commandLine(['explore', '--scope', 'modules=1', '--graph', file]);
    expectGolden(join(__dirname, '..', 'golden', 'states.dot'), readFileSync(file, 'utf8'));
  });
});

describe('run --tour', () => {
  const tour = ['run', '--tour', '--seed', '1', '--scope', 'modules=1,maps=1,links=1'];

  test('has every reachable cell on the simulator', async () => {
    const { code, stdout } = await commandLine([...tour, '--json']);
    expect(code).toBe(0);
    const report = JSON.parse(stdout) as { tour: { reachable: number; exercised: number } };
    expect(report.tour).toMatchObject({ violated: [], missed: [], scope: { modules: 1, links: 1, programs: 0 } });
    expect(report.tour.exercised).toBe(report.tour.reachable);
  });

  test('goes on past a violation, so that it hides no other cell', async () => {
    const args = [...tour, '-a', 'simulator:fault=lookup-shows-user-refs', '--json'];
    const { code, stdout } = await commandLine(args);
    expect(code).toBe(1);
    const { tour: report } = JSON.parse(stdout) as { tour: { violated: string[]; missed: string[] } };
    expect(report.missed).toEqual([]);
    expect(report.violated.length).toBeGreaterThan(0);
    for (const cell of report.violated) expect(cell).toMatch(/^map\.lookup /);
  });

  test('needs --tour for a scope', async () => {
    const { code, stderr } = await commandLine(['run', '--scope', 'maps=1']);
    expect(code).toBe(64);
    expect(stderr).toContain('--scope says nothing without --tour');
  });
});
