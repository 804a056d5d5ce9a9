// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// doctor says that a guest works only where a run would find all that it needs.
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Unavailable } from '../errors';
import { checks, kernelCheck } from './doctor';
import { sealEntry } from './cache/seal';
import { releaseNamed } from './provision/debian-release';

const before = { ...process.env };
let directory = '';

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'doctor-'));
  process.env['STRUCT_OPS_CONFORMANCE_CACHE'] = join(directory, 'cache');
});
afterEach(() => {
  process.env = { ...before };
  rmSync(directory, { recursive: true });
});

/** Puts a program before all others of its name. */
function program(name: string, script: string): void {
  mkdirSync(join(directory, 'bin'), { recursive: true });
  writeFileSync(join(directory, 'bin', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  process.env['PATH'] = `${join(directory, 'bin')}:${before['PATH'] ?? ''}`;
}

/** In the cache as a download leaves it, without headers. */
function cached(release: string, version: string): void {
  const entry = join(directory, 'cache', 'kernel', release);
  mkdirSync(entry, { recursive: true });
  mkdirSync(join(entry, 'port'));
  writeFileSync(join(entry, 'kernel.json'), JSON.stringify({ release, version: '1', debian: 'trixie', headers: null }));
  sealEntry(entry, ['kernel.json', 'port']);
  writeFileSync(join(directory, 'cache', 'kernel-choices.json'), JSON.stringify({ [version]: release }));
}

// Tests ask no archive.
const unreachable = kernelCheck(() => Promise.reject(new Unavailable('no mirror', 'apt-get update')));
const offering = kernelCheck(({ version }) =>
  Promise.resolve({
    debian: releaseNamed('trixie'),
    kernel: { release: `${version}.1`, version: '1', image: [], headers: [] },
  }),
);

test('no guest runs without a kernel', async () => {
  expect(checks.find(({ name }) => name === 'kernel')).toMatchObject({ needed: true });
  expect(await unreachable.run()).toEqual({
    ok: false,
    detail: 'debian:6.12 cannot be had from the mirror; none in the cache yet',
    cure: 'apt-get update',
  });
});

test('a kernel of another version is no help to a run of the default one', async () => {
  cached('6.1.0-50-cloud-amd64', '6.1');
  expect(await unreachable.run()).toMatchObject({ ok: false, detail: expect.stringContaining('6.1.0-50') });
});

test('one in the cache needs no mirror', async () => {
  cached('6.12.95+deb12-cloud-amd64', '6.12');
  expect(await unreachable.run()).toEqual({ ok: true, detail: 'in the cache: 6.12.95+deb12-cloud-amd64' });
});

test('one that the mirror has will do', async () => {
  const detail = 'none in the cache yet; debian:6.12 is 6.12.1, which the first run downloads';
  expect(await offering.run()).toEqual({ ok: true, detail });
});

test('a tool that does not start is not there', async () => {
  program('pahole', 'exit 127');
  expect(await checks.find(({ name }) => name === 'pahole')?.run()).toMatchObject({
    ok: false,
    cure: expect.stringContaining('--reinstall pahole'),
  });
});
