// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { profileOf } from '../../../spec';
import { releaseIn } from './release';

test.each([
  [
    '6.1.0-50-cloud-amd64 #1 SMP PREEMPT_DYNAMIC Debian 6.1.176-1 (2026-06-26)',
    '6.1.0-50-cloud-amd64 (6.1.176)',
    '6.1.176',
  ],
  [
    '6.1.0-57-cloud-amd64 #1 SMP PREEMPT_DYNAMIC Debian 6.1.192-3 (2026-11-20)\n',
    '6.1.0-57-cloud-amd64 (6.1.192)',
    '6.1',
  ],
  [
    '6.12.95+deb12-cloud-amd64 #1 SMP PREEMPT_DYNAMIC Debian 6.12.95-1~bpo12+1 (2026-07-05)',
    '6.12.95+deb12-cloud-amd64',
    '6.12',
  ],
  ['6.8.0-31-generic #31-Ubuntu SMP PREEMPT_DYNAMIC Sat Apr 20 00:40:06 UTC 2024', '6.8.0-31-generic', undefined],
  ['7.3.4 #1 SMP', '7.3.4', '7.3'],
])('%s', (uname, release, profile) => {
  expect([releaseIn(uname), profileOf(release)?.name]).toEqual([release, profile]);
});
