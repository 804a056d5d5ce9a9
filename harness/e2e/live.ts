// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Whether tests on a live kernel run. In CI they always do, and fail where they cannot.
import { spawnSync } from 'node:child_process';
import { describe } from '@jest/globals';

const hasQemu = (): boolean => spawnSync('qemu-system-x86_64', ['--version']).status === 0;
const required = process.env['CI'] !== undefined || process.env['STRUCT_OPS_CONFORMANCE_LIVE'] === 'required';

/** A group of tests that need a guest. Elsewhere than in CI it is skipped, and says so, when there is no QEMU. */
export function describeLive(name: string, tests: () => void): void {
  if (required || hasQemu()) describe(name, tests);
  else describe.skip(`${name} (skipped: no QEMU; sh scripts/install-debian.sh installs it)`, tests);
}

/** Clauses that Debian's 6.12 breaks: docs/findings/. Nothing else may be violated there. */
export const KNOWN_FINDINGS: readonly string[] = ['MAP-UPDATE-13', 'MAP-UPDATE-17', 'REG-24a'];

/** Booting may have to download a kernel and build a module first. */
export const LIVE_LIMIT_MS = 900_000;
