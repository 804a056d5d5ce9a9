// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { isWithin, nearestProfile, observableClauses, PROFILE_NAMES, PROFILES, profileNamed, profileOf } from './index';

test.each([
  ['6.1.0-44-cloud-amd64', '6.1'],
  ['v12', 'v12'],
  ['6.9.12', '6.9'],
  ['6.12.95+deb12-cloud-amd64', '6.12'],
  ['7.2.13', '7.2'],
  ['7.3.4+deb13-amd64', '7.3'],
])('the kernel %s is of profile %s', (release, name) => {
  expect(profileOf(release)?.name).toBe(name);
});

test.each([
  ['6.2.16', '6.1'],
  ['6.6.30', '6.9'],
  ['6.10.0', '6.9'],
  ['6.11.5', '6.12'],
  ['6.18.3', '7.2'],
  ['7.1.3', '7.2'],
  ['7.4.0-rc1', '7.3'],
  ['5.15.0', '6.1'],
])('no profile covers %s; the nearest is %s', (release, name) => {
  expect(profileOf(release)).toBeUndefined();
  expect(nearestProfile(release).name).toBe(name);
});

test('what is no release is of no profile, and nearest to the default', () => {
  expect(profileOf('mainline')).toBeUndefined();
  expect(nearestProfile('mainline').name).toBe('6.12');
});

test('no kernel was released as the series was posted', () => {
  expect(profileNamed('v12').release).toBeUndefined();
});

test('a range has its ends, and none has no end', () => {
  const within = (range: Parameters<typeof isWithin>[0]) => PROFILE_NAMES.filter((name) => isWithin(range, name));
  expect(within({})).toEqual(PROFILE_NAMES);
  expect(within({ since: 'v12', until: '6.9' })).toEqual(['v12', '6.9']);
  expect(within({ until: '6.1' })).toEqual(['6.1']);
  expect(within({ since: '7.2' })).toEqual(['7.2', '7.3']);
});

test('every two profiles differ in some clause, but for the last two', () => {
  const seen = PROFILES.map(({ name }) => observableClauses(name).join());
  expect(new Set(seen).size).toBe(PROFILES.length - 1);
  expect(seen.at(-1)).toBe(seen.at(-2));
});
