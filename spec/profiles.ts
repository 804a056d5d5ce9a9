// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The kernels that the specification speaks of. A profile is data: its clauses are those whose range of profiles
// (clauses/clause.ts) has it, and nothing else tells one profile from another.

/** Names of the profiles, oldest first. `v12` is the series as posted, before it was changed and merged for 6.9. */
export const PROFILE_NAMES = ['6.1', 'v12', '6.9', '6.12', '7.2', '7.3'] as const;
export type ProfileName = (typeof PROFILE_NAMES)[number];

/** Major and minor number of a kernel's release. */
type Release = readonly [number, number];

export interface Profile {
  readonly name: ProfileName;
  /** What the profile stands for, in one sentence. */
  readonly summary: string;
  /** The first and the last mainline release that behave so; absent when no release does. */
  readonly releases?: { readonly first: Release; readonly last?: Release };
}

export const PROFILES: readonly Profile[] = [
  {
    name: '6.1',
    summary: 'Before the series: struct_ops types are those of vmlinux, and nothing can be registered.',
    releases: { first: [6, 1], last: [6, 3] },
  },
  { name: 'v12', summary: 'The series as posted on 7 December 2023 (v12), on the kernel of that day.' },
  {
    name: '6.9',
    summary: 'Linux 6.9, the first release with the series.',
    releases: { first: [6, 9], last: [6, 10] },
  },
  {
    name: '6.12',
    summary: 'Linux 6.12 with the stable updates up to 6.12.95, as Debian ships it.',
    releases: { first: [6, 11], last: [6, 12] },
  },
  { name: '7.2', summary: 'Linux 7.2, as Debian ships it.', releases: { first: [7, 2], last: [7, 2] } },
  { name: '7.3', summary: 'Linux 7.3 up to 7.3.4, as Debian ships it.', releases: { first: [7, 3] } },
];

/** What is meant when nothing says otherwise. */
export const DEFAULT_PROFILE: ProfileName = '6.12';

export function profileNamed(name: ProfileName): Profile;
export function profileNamed(name: string): Profile | undefined;
export function profileNamed(name: string): Profile | undefined {
  return PROFILES.find((profile) => profile.name === name);
}

const isAtLeast = ([major, minor]: Release, [otherMajor, otherMinor]: Release): boolean =>
  major > otherMajor || (major === otherMajor && minor >= otherMinor);

/**
 * The profile of a kernel's release (uname -r); undefined when the specification does not cover that kernel. A kernel
 * that was never released may go by the name of its profile.
 */
export function profileOf(release: string): Profile | undefined {
  const unreleased = PROFILES.find(({ name, releases }) => releases === undefined && name === release);
  if (unreleased !== undefined) return unreleased;
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(release) ?? [];
  if (major === undefined || minor === undefined) return undefined;
  const version: Release = [Number(major), Number(minor)];
  return PROFILES.find(({ releases }) => {
    if (releases === undefined || !isAtLeast(version, releases.first)) return false;
    return releases.last === undefined || isAtLeast(releases.last, version);
  });
}
