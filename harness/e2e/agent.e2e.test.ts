// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The agent's own unit tests, in C, under the address and undefined-behaviour sanitizers.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, jest, test } from '@jest/globals';

jest.setTimeout(300_000);

test('make test passes in a copy of kernel/agent', () => {
  const directory = mkdtempSync(join(tmpdir(), 'struct-ops-conformance-agent-'));
  try {
    cpSync(join(__dirname, '..', '..', 'kernel', 'agent'), directory, {
      recursive: true,
      filter: (source) => !source.endsWith('/build'),
    });
    const made = spawnSync('make', ['-C', directory, 'test'], { encoding: 'utf8' });
    expect({ status: made.status, stderr: made.stderr }).toEqual({ status: 0, stderr: expect.anything() });
    expect(made.stdout).toMatch(/\b0 fail/);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
