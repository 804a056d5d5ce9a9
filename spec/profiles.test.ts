// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import {
  ARRIVALS,
  ARRIVAL_HASHES,
  COMMITS,
  isWithin,
  observableClauses,
  PROFILE_NAMES,
  PROFILES,
  profileNamed,
  profileOf,
  VERSIONS,
  type Arrival,
  type ProfileName,
} from './index';

test.each([
  ['6.1.0-44-cloud-amd64', '6.1'],
  ['6.1.90', '6.1.90'],
  ['6.1.0-50-cloud-amd64 (6.1.176)', '6.1.176'],
  ['6.1.0-57-cloud-amd64 (6.1.192)', '6.1'],
  ['6.1.192', '6.1'],
  ['6.6.140', '6.6'],
  ['6.6.30', '6.6.30'],
  ['v12', 'v12'],
  ['6.9.0', '6.9'],
  ['6.9.12', '6.9.12'],
  ['6.12.43+deb13-amd64', '6.12.43'],
  ['6.12.79', '6.12.79'],
  ['6.12.80', '6.12'],
  ['6.12.95+deb12-cloud-amd64', '6.12'],
  ['6.16.12+deb13-cloud-amd64', '6.16'],
  ['6.17.3', '6.16'],
  ['6.17.4', '6.17.4'],
  ['6.18.15+deb13-cloud-amd64', '6.18.15'],
  ['6.18.21', '6.18'],
  ['6.19.10', '6.19.10'],
  ['6.19.14', '6.19'],
  ['7.0.13', '7.0.13'],
  ['7.1.13', '7.2'],
  ['7.2.13', '7.2'],
  ['7.3.4+deb13-amd64', '7.3'],
])('the kernel %s is of profile %s', (release, name) => {
  expect(profileOf(release)?.name).toBe(name);
  expect(profileNamed(name)?.name).toBe(name);
});

test.each(['6.2.16', '6.4.0', '6.10.0', '6.11.5', '6.13.1', '7.4.0-rc1', '5.15.0', 'mainline', '6', '', '6.12.95.1'])(
  'no profile covers %s',
  (release) => {
    expect(profileOf(release)).toBeUndefined();
    expect(profileNamed(release)).toBeUndefined();
  },
);

test('no kernel was released as the series was posted', () => {
  expect(profileNamed('v12').release).toBeUndefined();
});

test('every version has a profile of its own name, and so have the releases that are listed', () => {
  expect(PROFILE_NAMES.filter((name) => profileNamed(name).version === name)).toEqual(VERSIONS);
  for (const name of PROFILE_NAMES) expect(profileNamed(name).name).toBe(name);
});

describe('a range', () => {
  const within = (range: Parameters<typeof isWithin>[0]) => PROFILE_NAMES.filter((name) => isWithin(range, name));

  test('has its ends, and without them none', () => {
    expect(within({})).toEqual(PROFILE_NAMES);
    expect(within({ since: 'v12', until: '6.9' })).toEqual(['v12', '6.9']);
    expect(within({ until: '6.1' })).toEqual(['6.1.176', '6.1']);
    expect(within({ since: '7.2' })).toEqual(['7.2', '7.3']);
    expect(within({ since: '6.12', until: '6.12' })).toEqual(['6.12.43', '6.12']);
  });

  test('may leave versions out', () => {
    expect(within({ until: '6.9', except: ['6.6'] })).toEqual(['6.1.176', '6.1', 'v12', '6.9']);
  });

  test('may be that of a commit, or what is outside of it', () => {
    expect(within({ with: '146bd2a87a65' })).toEqual(['6.1.176', '6.1', '6.6', '6.12', '6.18', '6.19', '7.2', '7.3']);
    expect(within({ without: '146bd2a87a65' })).toEqual(['v12', '6.9', '6.12.43', '6.16', '6.18.15']);
    expect(within({ without: '4f375ade6aa9' })).toEqual(['v12', '6.9', '6.12.43', '6.16']);
  });
});

const updates = ARRIVAL_HASHES.flatMap((hash) =>
  (ARRIVALS[hash] as Arrival).updates.map((update) => [hash, update] as const),
);

test.each(updates)('%s came with the stable update %s, and not before', (hash, update) => {
  const [major, minor, number] = update.split('.').map(Number);
  const before = `${String(major)}.${String(minor)}.${String((number ?? 0) - 1)}` as ProfileName;
  expect(isWithin({ with: hash }, update as ProfileName)).toBe(true);
  expect(isWithin({ with: hash }, before)).toBe(false);
  expect(observableClauses(update as ProfileName)).not.toEqual(observableClauses(before));
});

test.each(ARRIVAL_HASHES)('%s is one of the commits that clauses come from', (hash) => {
  expect(COMMITS).toHaveProperty(hash);
});

test('every two versions differ in some clause, but for the last two', () => {
  const seen = VERSIONS.map((name) => observableClauses(name).join());
  expect(new Set(seen).size).toBe(VERSIONS.length - 1);
  expect(seen.at(-1)).toBe(seen.at(-2));
  expect(new Set(PROFILES.map(({ name }) => observableClauses(name).join())).size).toBe(PROFILES.length - 1);
});
