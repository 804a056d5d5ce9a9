/** @jest-config-loader-options {"transpileOnly": true} */
// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Unit tests beside the code, and end-to-end tests (*.e2e.test.ts) that run what `npm run build` made.
import type { Config } from 'jest';

const common = {
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.json' }] },
  setupFilesAfterEnv: ['<rootDir>/harness/testing/fail-on-console.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/kernel/build/', '<rootDir>/.cache/'],
} satisfies Config;
const roots = ['spec', 'model', 'generators', 'harness', 'scripts'].map((folder) => `<rootDir>/${folder}`);

// `module.exports` rather than `export default`: newer Nodes try the file natively first and complain about the latter.
module.exports = {
  // No test is about time: only one that hangs takes so long, on however busy a machine.
  testTimeout: 120_000,
  // By itself Jest leaves one processor alone, which is half of a machine that has two.
  maxWorkers: '100%',
  projects: [
    {
      ...common,
      displayName: 'unit',
      roots,
      testMatch: ['**/*.test.ts'],
      testPathIgnorePatterns: ['\\.e2e\\.test\\.ts$'],
    },
    { ...common, displayName: 'e2e', roots, testMatch: ['**/*.e2e.test.ts'] },
  ],
} satisfies Config;
