// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { commandLine } from '../../testing/command-line';

let cache = '';
const before = process.env['STRUCT_OPS_CONFORMANCE_CACHE'];
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'kernels-'));
  process.env['STRUCT_OPS_CONFORMANCE_CACHE'] = cache;
});
afterEach(() => {
  rmSync(cache, { recursive: true });
  if (before === undefined) delete process.env['STRUCT_OPS_CONFORMANCE_CACHE'];
  else process.env['STRUCT_OPS_CONFORMANCE_CACHE'] = before;
});

/** An entry as fetching leaves it, last used so many days ago. */
function keep(release: string, headers: string | null, days: number): void {
  const entry = join(cache, 'kernel', release);
  mkdirSync(entry, { recursive: true });
  writeFileSync(join(entry, 'kernel.json'), JSON.stringify({ release, version: '1-1', debian: 'trixie', headers }));
  writeFileSync(join(entry, '.complete'), '');
  const used = Date.now() / 1000 - days * 24 * 3600;
  utimesSync(join(entry, '.complete'), used, used);
}

test('lists what is in the cache', async () => {
  keep('7.3.4-cloud-amd64', 'usr/src/headers', 0);
  keep('7.1.1-cloud-amd64', null, 3);
  const { code, stdout } = await commandLine(['kernels', 'list']);
  expect(code).toBe(0);
  expect(stdout.trim().split('\n').sort()).toEqual([
    '7.1.1-cloud-amd64  1-1  trixie  0 MiB, used 3 days ago, no headers',
    '7.3.4-cloud-amd64  1-1  trixie  0 MiB, used today',
  ]);
});

test('an empty cache is an empty list', async () => {
  expect(await commandLine(['kernels', 'list'])).toMatchObject({ code: 0, stdout: '' });
});

test('prunes what was not used for so long, or everything', async () => {
  keep('7.3.4-cloud-amd64', null, 0);
  keep('7.1.1-cloud-amd64', null, 3);
  expect((await commandLine(['kernels', 'prune', '--unused', '48h'])).stdout).toBe(
    'removed kernel/7.1.1-cloud-amd64\n',
  );
  expect((await commandLine(['kernels', 'prune'])).stdout).toBe('removed kernel/7.3.4-cloud-amd64\n');
  expect((await commandLine(['kernels', 'list'])).stdout).toBe('');
});

test('a name of no Debian kernel is not fetched', async () => {
  const { code, stderr } = await commandLine(['kernels', 'fetch', 'bzImage']);
  expect([code, stderr.includes('kernels fetch debian:6.12')]).toEqual([69, true]);
});
