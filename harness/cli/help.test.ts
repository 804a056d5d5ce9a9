// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { join } from 'node:path';
import { describe, it } from '@jest/globals';
import { commandLine } from '../testing/command-line';
import { expectGolden } from '../testing/golden';

describe('the help', () => {
  it.each([
    '',
    'run',
    'race',
    'replay',
    'smoke',
    'serve',
    'clauses',
    'operations',
    'check-history',
    'doctor',
    'matrix',
    'diff',
    'kernels',
  ])('of "%s"', async (command) => {
    const { code, stdout, stderr } = await commandLine([...(command === '' ? [] : [command]), '--help']);
    expectGolden(join(__dirname, 'golden', `help${command && '-'}${command}.txt`), `${stdout}${stderr}exit ${code}\n`);
  });
});
