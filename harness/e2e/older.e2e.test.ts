// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A kernel from before the series: Debian's 6.1 in a guest, whichever update is at hand. Its release hides the update, and
// the profile hangs on it: 6.1.191 brought b671c2067a04.
import { expect, jest, test } from '@jest/globals';
import { command, documentOf } from './command';
import { describeLive, LIVE_LIMIT_MS } from './live';

jest.setTimeout(LIVE_LIMIT_MS);

describeLive('Linux 6.1 in a guest', () => {
  test('refuses what it does not know, as its profile says, through a port whose drivers are modules', async () => {
    const ended = await command(['run', '--adapter', 'vm', '--kernel', 'debian:6.1', '--programs', '20', '--json']);
    const { verdict, profile, kernel, counterexamples } = documentOf(ended);
    expect(kernel).toMatch(/^6\.1\.0-\d+-cloud-amd64 \(6\.1\.\d+\)$/);
    const update = Number(/(\d+)\)$/.exec(kernel)?.[1]);
    const expected = update < 191 ? '6.1.176' : '6.1';
    expect([profile, verdict, ended.status, counterexamples]).toEqual([expected, 'conforms', 0, []]);
    expect(ended.stderr).not.toContain('serial line');
  });
});
