// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { commandLine } from '../../testing/command-line';

jest.setTimeout(60_000);

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'matrix-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

const small = ['matrix', '--adapter', 'simulator', '--programs', '10'];

test('several kernels side by side, with a page, and 0 when all conform', async () => {
  const page = join(directory, 'matrix.md');
  const { code, stdout } = await commandLine([...small, '--kernel', '6.1', '--kernel', '7.3', '--markdown', page]);
  expect(code).toBe(0);
  expect(stdout).toContain('6.1: conforms\n7.3: conforms\n');
  expect(readFileSync(page, 'utf8')).toContain('| MAP-UPDATE-13 | ✓ | ✓ |');
  expect(readFileSync(page, 'utf8')).toContain('| REG-07 | · | ✓ |');
});

test('a kernel that cannot be run is a column that says why, and no pass', async () => {
  const { code, stdout } = await commandLine(['matrix', '--kernel', '/no/such/bzImage', '--json']);
  const { columns } = JSON.parse(stdout) as { columns: { verdict: string; reason: string }[] };
  expect([code, columns[0]?.verdict]).toEqual([69, 'unavailable']);
  expect(columns[0]?.reason).toBe('there is no kernel image /no/such/bzImage');
});

test('a fault of the simulator does not keep it from the kernel of the column', async () => {
  const args = ['matrix', '--programs', '10', '--adapter', 'simulator:fault=attach-zero-einval'];
  const { stdout } = await commandLine([...args, '--kernel', '6.9', '--kernel', '7.3', '--json']);
  const { columns } = JSON.parse(stdout) as { columns: { profile: string }[] };
  expect(columns.map(({ profile }) => profile)).toEqual(['6.9', '7.3']);
});

test('no kernel is wrong usage', async () => {
  const { code, stderr } = await commandLine(['matrix']);
  expect([code, stderr.includes('--kernel debian:6.1')]).toEqual([64, true]);
});

test('diff names what changed, and exits 1 when the later report deviates anew', async () => {
  const report = async (name: string, adapter: string): Promise<string> => {
    const file = join(directory, name);
    const args = ['run', '--json', '--programs', '30', '--seed', '1', '--adapter', adapter];
    writeFileSync(file, (await commandLine(args)).stdout);
    return file;
  };
  const sound = await report('sound.json', 'simulator');
  const broken = await report('broken.json', 'simulator:fault=map-does-not-hold-module');
  expect(await commandLine(['diff', sound, sound])).toMatchObject({ code: 0 });
  const changed = await commandLine(['diff', sound, broken]);
  expect(changed.code).toBe(1);
  expect(changed.stdout).toMatch(/MOD-UNLOAD-08: agrees -> deviates/);
  expect((await commandLine(['diff', broken, sound])).code).toBe(0);
});
