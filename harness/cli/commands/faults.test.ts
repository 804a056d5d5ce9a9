// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { FAULTS } from '../../adapters/simulator';
import type { Cell } from '../../power/matrix';
import { commandLine } from '../../testing/command-line';

const directory = mkdtempSync(join(tmpdir(), 'faults-'));
afterAll(() => rmSync(directory, { recursive: true }));

const SEEN = 'map-does-not-hold-module';
const kill = (...args: string[]) => commandLine(['faults', '--kill', '--jobs', '1', ...args]);

describe('faults', () => {
  it('lists them all, with what is wrong and where it comes from', async () => {
    const { code, stdout } = await commandLine(['faults']);
    expect(code).toBe(0);
    for (const { name } of FAULTS) expect(stdout).toContain(`  ${name}  (`);
  });

  it('lists those of a prefix, as JSON when asked to', async () => {
    const { stdout } = await commandLine(['faults', 'map-does', '--json']);
    const { faults } = JSON.parse(stdout) as { faults: typeof FAULTS };
    expect(faults.map(({ name }) => name)).toContain(SEEN);
    expect(faults.every(({ name }) => name.startsWith('map-does'))).toBe(true);
  });
});

describe('faults --kill', () => {
  it('says how soon each strategy sees a fault', async () => {
    const args = [SEEN, '--strategy', 'witnesses', '--strategy', 'corpus'];
    const { code, stdout } = await kill(...args);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^${SEEN} +\\d+ +\\d+  `, 'm'));
    expect(stdout).toContain('all 1 fault are seen by at least 2 strategies');
    const { stdout: document } = await kill(...args, '--json');
    const { cells } = JSON.parse(document) as { cells: readonly Cell[] };
    expect(cells.map(({ strategy, hunts, kills }) => ({ strategy, hunts, kills }))).toEqual([
      { strategy: 'witnesses', hunts: 1, kills: 1 },
      { strategy: 'corpus', hunts: 1, kills: 1 },
    ]);
  });

  it('is deterministic', async () => {
    const args = [SEEN, '--strategy', 'swarm', '--seeds', '2', '--json'];
    expect((await kill(...args)).stdout).toBe((await kill(...args)).stdout);
  });

  it('exits 5 when a fault is not seen', async () => {
    const { code, stdout } = await kill(SEEN, '--strategy', 'random', '--seeds', '1', '--limit', '1', '--json');
    const { cells } = JSON.parse(stdout) as { cells: readonly Cell[] };
    expect([code, cells[0]?.operations === null || (cells[0]?.operations ?? 0) < 70]).toEqual([
      cells[0]?.kills === 0 ? 5 : 0,
      true,
    ]);
  });

  it('writes the page', async () => {
    const file = join(directory, 'page.md');
    const { code } = await kill(SEEN, '--strategy', 'corpus', '--markdown', file);
    expect(code).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain(`| \`${SEEN}\` | 6.12 |`);
  });

  it('stops when it is interrupted, and exits 130', async () => {
    const { code } = await commandLine(['faults', '--kill', '--jobs', '1'], { interrupt: true });
    expect(code).toBe(130);
  });
});
