// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The kernels that the specification speaks of. A profile is data: its clauses are those whose range of profiles
// (clauses/clause.ts) has it, and nothing else tells one profile from another.

/** Names of the profiles, oldest first. `v12` is the series as posted, before it was changed and merged for 6.9. */
export const PROFILE_NAMES = ['6.1', 'v12', '6.9', '6.12', '7.2', '7.3'] as const;
export type ProfileName = (typeof PROFILE_NAMES)[number];

/** The first and the last profile that something is true of; from the first one on, and for ever, when they are absent. */
export interface ProfileRange {
  readonly since?: ProfileName;
  readonly until?: ProfileName;
}

const POSITIONS: ReadonlyMap<ProfileName, number> = new Map(PROFILE_NAMES.map((name, index) => [name, index]));
const position = (name: ProfileName): number => POSITIONS.get(name) ?? -1;

export const isWithin = ({ since, until }: ProfileRange, profile: ProfileName): boolean =>
  (since === undefined || position(profile) >= position(since)) &&
  (until === undefined || position(profile) <= position(until));

/** Major and minor number of a kernel's release. */
type Release = readonly [number, number];

export interface Profile {
  readonly name: ProfileName;
  /** What the profile stands for, in one sentence. */
  readonly summary: string;
  /** The release that behaves so, as far as it is known; absent when none does. */
  readonly release?: Release;
}

export const PROFILES: readonly Profile[] = [
  {
    name: '6.1',
    summary:
      'Linux 6.1 with the stable updates up to 6.1.176: the types are those of vmlinux, and none can be registered.',
    release: [6, 1],
  },
  { name: 'v12', summary: 'The series as posted on 7 December 2023 (v12), on the kernel of that day.' },
  {
    name: '6.9',
    summary: 'Linux 6.9, the first release with the series.',
    release: [6, 9],
  },
  {
    name: '6.12',
    summary: 'Linux 6.12 with the stable updates up to 6.12.95, as Debian ships it.',
    release: [6, 12],
  },
  { name: '7.2', summary: 'Linux 7.2 up to 7.2.13, as Debian ships it.', release: [7, 2] },
  { name: '7.3', summary: 'Linux 7.3 up to 7.3.4, as Debian ships it.', release: [7, 3] },
];

/** What is meant when nothing says otherwise. */
export const DEFAULT_PROFILE: ProfileName = '6.12';

export function profileNamed(name: ProfileName): Profile;
export function profileNamed(name: string): Profile | undefined;
export function profileNamed(name: string): Profile | undefined {
  return PROFILES.find((profile) => profile.name === name);
}

function versionOf(release: string): Release | undefined {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(release) ?? [];
  return major === undefined || minor === undefined ? undefined : [Number(major), Number(minor)];
}

/**
 * The profile of a kernel's release (uname -r); undefined when the specification does not cover that kernel. A kernel
 * that was never released may go by the name of its profile.
 */
export function profileOf(release: string): Profile | undefined {
  const unreleased = PROFILES.find(({ name, release: own }) => own === undefined && name === release);
  if (unreleased !== undefined) return unreleased;
  const version = versionOf(release);
  return PROFILES.find((profile) => profile.release?.join('.') === version?.join('.') && version !== undefined);
}

/** How far apart two releases are: a major number counts as twenty minor ones, as many as 6.x had. */
const distance = ([major, minor]: Release, [otherMajor, otherMinor]: Release): number =>
  Math.abs((major - otherMajor) * 20 + minor - otherMinor);

/** The profile whose release is nearest to a kernel's, the older one on a tie. */
export function nearestProfile(release: string): Profile {
  const version = versionOf(release);
  const fallback = profileNamed(DEFAULT_PROFILE);
  if (version === undefined) return fallback;
  const far = ({ release: own }: Profile): number => (own === undefined ? Infinity : distance(own, version));
  return PROFILES.reduce((best, profile) => (far(profile) < far(best) ? profile : best));
}
