/** @jest-config-loader-options {"transpileOnly": true} */
// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What mutants of the model are run against: see model.ts beside this file.
import type { Config } from 'jest';

module.exports = {
  rootDir: '../..',
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.json', diagnostics: false }] },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.cache/'],
  testMatch: ['<rootDir>/scripts/mutation/*.mutation.ts'],
} satisfies Config;
