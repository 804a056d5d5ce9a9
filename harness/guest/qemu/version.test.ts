// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { findQemu, parseQemuVersion } from './version';

test('reads the version of a distribution and of a build from source', () => {
  expect(parseQemuVersion('QEMU emulator version 10.0.2 (Debian 1:10.0.2+ds-2~bpo12+1)\nCopyright')).toEqual({
    major: 10,
    version: '10.0.2 (Debian 1:10.0.2+ds-2~bpo12+1)',
  });
  expect(parseQemuVersion('QEMU emulator version 9.2.50 (v9.2.0-1-gabc)')?.major).toBe(9);
  expect(parseQemuVersion('something else')).toBeUndefined();
});

test('refuses an old one by name, and an absent one', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'qemu-'));
  try {
    const fake = join(directory, 'qemu');
    writeFileSync(fake, '#!/bin/sh\necho QEMU emulator version 7.2.22\n');
    chmodSync(fake, 0o755);
    await expect(findQemu(fake)).rejects.toThrow('QEMU 7.2.22 is too old');
    await expect(findQemu(join(directory, 'absent'))).rejects.toThrow('not installed');
  } finally {
    rmSync(directory, { recursive: true });
  }
});
