// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Nothing stops a campaign on a real guest: one fault of each kind, through the real script.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, jest, test } from '@jest/globals';
import { MISCHIEFS } from '../../scripts/chaos/mischief';
import { describeLive, LIVE_LIMIT_MS } from './live';

jest.setTimeout(LIVE_LIMIT_MS);

const ROOT = join(__dirname, '..', '..');
const faults = String(MISCHIEFS.length);
const chaos = (): ReturnType<typeof spawnSync> =>
  spawnSync(
    process.execPath,
    ['-r', 'ts-node/register/transpile-only', 'scripts/chaos.ts', '--faults', faults, '--seed', '2'],
    { cwd: ROOT, encoding: 'utf8' },
  );

describeLive('a campaign that is disturbed', () => {
  // It takes a disk of its own, which only root can mount; CI is root.
  (process.getuid?.() === 0 ? test : test.skip)('loses nothing, judges nothing twice and leaves nothing behind', () => {
    const { status, stdout, stderr } = chaos();
    expect({ status, stdout, stderr }).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('nothing lost, nothing judged twice, nothing left behind'),
    });
    for (const { name } of MISCHIEFS) expect(stdout).toMatch(new RegExp(`^ +1  ${name}$`, 'm'));
  });
});
