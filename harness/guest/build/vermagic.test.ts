// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Unavailable } from '../../errors';
import { checkVermagic, moduleRelease } from './vermagic';

const moduleFile = (...strings: string[]): Buffer => Buffer.from(`\x7fELF...\0${strings.join('\0')}\0`, 'latin1');

test('reads the release out of .modinfo', () => {
  const file = moduleFile('license=GPL', 'vermagic=6.12.95+deb12-cloud-amd64 SMP preempt mod_unload modversions ');
  expect(moduleRelease(file)).toBe('6.12.95+deb12-cloud-amd64');
});

test('is not taken in by a string that only ends in the key', () => {
  expect(moduleRelease(moduleFile('not a vermagic=1.0 at all', 'vermagic=6.1 SMP '))).toBe('6.1');
  expect(moduleRelease(moduleFile('not a vermagic=1.0 at all'))).toBeUndefined();
});

test('refuses a module of another kernel and names both', () => {
  const directory = mkdtempSync(join(tmpdir(), 'vermagic-'));
  try {
    const file = join(directory, 'soc_a.ko');
    writeFileSync(file, moduleFile('vermagic=6.1.0 SMP '));
    expect(() => checkVermagic(file, '6.1.0')).not.toThrow();
    expect(() => checkVermagic(file, '6.12.95')).toThrow(Unavailable);
    expect(() => checkVermagic(file, '6.12.95')).toThrow('soc_a.ko was built for 6.1.0, but the kernel is 6.12.95');
  } finally {
    rmSync(directory, { recursive: true });
  }
});
