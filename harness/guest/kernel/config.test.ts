// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Unavailable } from '../../errors';
import { checkConfig, missingOptions } from './config';

const options = [
  ...['64BIT', 'BPF_SYSCALL', 'BPF_JIT', 'DEBUG_INFO_BTF', 'BLK_DEV_INITRD', 'DEVTMPFS', 'PROC_FS', 'SYSFS'],
  ...['PRINTK', 'SERIAL_8250_CONSOLE', 'MODULES', 'MODULE_UNLOAD', 'DEBUG_INFO_BTF_MODULES'],
];
const configWithout = (...without: readonly string[]): string =>
  options
    .map((option) => (without.includes(option) ? `# CONFIG_${option} is not set` : `CONFIG_${option}=y`))
    .join('\n');

test('a configuration that has everything lacks nothing', () => {
  expect(missingOptions(configWithout(), true)).toEqual([]);
});

test.each(options)('CONFIG_%s is missed, be it off, a module, or not mentioned', (option) => {
  const named = [expect.stringContaining(`CONFIG_${option} (`)];
  const off = configWithout(option);
  expect(missingOptions(off, true)).toEqual(named);
  expect(missingOptions(off.replace(`# CONFIG_${option} is not set`, `CONFIG_${option}=m`), true)).toEqual(named);
  expect(missingOptions(off.replace(`# CONFIG_${option} is not set`, ''), true)).toEqual(named);
});

test('without a test module nobody needs modules', () => {
  expect(missingOptions(configWithout('MODULES', 'MODULE_UNLOAD', 'DEBUG_INFO_BTF_MODULES'), false)).toEqual([]);
});

test('names all that is missing at once, with the command that sets it', () => {
  const directory = mkdtempSync(join(tmpdir(), 'config-'));
  try {
    const config = join(directory, '.config');
    writeFileSync(config, configWithout('BPF_JIT', 'SYSFS'));
    const kernel = { release: '6.12.1', image: 'bzImage', config };
    expect(() => checkConfig(kernel)).toThrow(Unavailable);
    expect(() => checkConfig(kernel)).toThrow('scripts/config -e BPF_JIT -e SYSFS, and build again');
    expect(() => checkConfig({ release: '6.12.1', image: 'bzImage' })).not.toThrow();
  } finally {
    rmSync(directory, { recursive: true });
  }
});
