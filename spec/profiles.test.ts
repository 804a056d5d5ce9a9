// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { profileOf } from './profiles';

test.each([
  ['6.1.176', '6.1'],
  ['v12', 'v12'],
  ['6.9.0', '6.9'],
  ['6.12.95+deb13-amd64', '6.12'],
  ['7.2.13', '7.2'],
  ['7.3.4', '7.3'],
  ['7.4.0-rc1', '7.3'],
])('a kernel of release %s is of the profile %s', (release, name) => {
  expect(profileOf(release)?.name).toBe(name);
});

test.each(['6.0.19', '6.5.0', '7.1.2', 'v13', '', 'mainline'])('no profile covers %j', (release) => {
  expect(profileOf(release)).toBeUndefined();
});
