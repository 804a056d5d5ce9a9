// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The kernels that the specification speaks of. A profile is data: its clauses are those whose range of profiles
// (clauses/clause.ts) has it, and nothing else tells one profile from another.
import { ARRIVAL_HASHES, hasArrived, releaseOf, toldUpdate, type ArrivalHash, type Release } from './arrivals';
import { VERSION_TABLE, VERSIONS, type KnownVersion, type Version } from './versions';

/**
 * A version stands for its kernels with all that is known of their stable updates. Where a release of it lacks some of that
 * (arrivals.ts), its profile is called by the release: 6.12.43 has the clauses of 6.12 as of that update.
 */
export type ProfileName = Version | `${number}.${number}.${number}`;

/** What something is true of; everything, without any of these. */
export interface ProfileRange {
  /** The first version. */
  readonly since?: Version;
  /** The last version. */
  readonly until?: Version;
  /** Versions between them that it is not true of. */
  readonly except?: readonly Version[];
  /** Kernels that have a commit, by mainline or by a stable update. */
  readonly with?: ArrivalHash;
  /** Kernels that have it not. */
  readonly without?: ArrivalHash;
}

export interface Profile {
  readonly name: ProfileName;
  readonly version: Version;
  /** What the profile stands for, in one sentence. */
  readonly summary: string;
  /** The release that it is of; absent when none was ever released. */
  readonly release?: string;
}

const POSITIONS: ReadonlyMap<Version, number> = new Map(VERSIONS.map((name, index) => [name, index]));
const position = (version: Version): number => POSITIONS.get(version) ?? -1;

/** The version whose kernels include a release. */
const tableEntry = ([major, minor]: Release): KnownVersion | undefined =>
  VERSION_TABLE.find(({ release, also = [] }) =>
    [...(release === undefined ? [] : [release]), ...also].some((text) => {
      const [otherMajor, otherMinor] = releaseOf(text) ?? [];
      return otherMajor === major && otherMinor === minor;
    }),
  );

interface Kernel {
  readonly position: number;
  readonly arrived: ReadonlySet<ArrivalHash>;
}

const arrivedIn = (release: Release | undefined): ReadonlySet<ArrivalHash> =>
  new Set(release === undefined ? [] : ARRIVAL_HASHES.filter((hash) => hasArrived(hash, release)));

const kernels = new Map<ProfileName, Kernel>();

function kernelOf(name: ProfileName): Kernel {
  const known = kernels.get(name);
  if (known !== undefined) return known;
  const { version, release } = profileNamed(name);
  const { base = '' } = VERSION_TABLE.find((each) => each.name === version) ?? {};
  const kernel = { position: position(version), arrived: arrivedIn(releaseOf(release ?? base)) };
  kernels.set(name, kernel);
  return kernel;
}

export function isWithin(range: ProfileRange, profile: ProfileName): boolean {
  const kernel = kernelOf(profile);
  const { since, until, except = [], with: having, without } = range;
  return (
    (since === undefined || kernel.position >= position(since)) &&
    (until === undefined || kernel.position <= position(until)) &&
    !except.some((version) => position(version) === kernel.position) &&
    (having === undefined || kernel.arrived.has(having)) &&
    (without === undefined || !kernel.arrived.has(without))
  );
}

/** What is meant when nothing says otherwise. */
export const DEFAULT_PROFILE: ProfileName = '6.12';

/**
 * The profile of that name: a version, or a release of one. Of releases that nothing tells from their version as a whole
 * the profile is that of the version.
 */
export function profileNamed(name: ProfileName): Profile;
export function profileNamed(name: string): Profile | undefined;
export function profileNamed(name: string): Profile | undefined {
  const whole = VERSION_TABLE.find((version) => version.name === name);
  if (whole !== undefined) return profileOfVersion(whole);
  return /^\d+\.\d+\.\d+$/.test(name) ? profileOf(name) : undefined;
}

/**
 * The profile of a kernel's release (uname -r); undefined when the specification does not cover that kernel. A kernel
 * that was never released may go by the name of its profile.
 */
export function profileOf(text: string): Profile | undefined {
  const unreleased = VERSION_TABLE.find(({ name, release }) => release === undefined && name === text);
  if (unreleased !== undefined) return profileOfVersion(unreleased);
  const release = releaseOf(text);
  const whole = release === undefined ? undefined : tableEntry(release);
  if (release === undefined || whole === undefined) return undefined;
  if (hidesUpdate(text)) return profileOfVersion(whole);
  const [arrived, expected] = [arrivedIn(release), arrivedIn(releaseOf(whole.release ?? ''))];
  const differences = [
    ...[...arrived].filter((hash) => !expected.has(hash)).map((hash) => `with ${hash}`),
    ...[...expected].filter((hash) => !arrived.has(hash)).map((hash) => `before ${hash}`),
  ];
  if (differences.length === 0) return profileOfVersion(whole);
  const name = release.join('.') as ProfileName;
  const summary = `Linux ${name}: as ${whole.name}, but ${differences.join(', ')}.`;
  return { name, version: whole.name, summary, release: name };
}

/**
 * Debian called its kernels 6.1.0-50-amd64 up to 6.11, whatever the update. Where the update is not told beside it,
 * nothing is known of it, so all are assumed.
 */
const hidesUpdate = (text: string): boolean => /^\d+\.\d+\.0-\d+-/.test(text) && toldUpdate(text) === undefined;

const profileOfVersion = ({ name, summary, release }: KnownVersion): Profile => ({
  name,
  version: name,
  summary,
  ...(release === undefined ? {} : { release }),
});

/** Of some versions, an older kernel that people have. */
const OLDER: Partial<Readonly<Record<Version, ProfileName>>> = {
  '6.1': '6.1.176',
  '6.12': '6.12.43',
  '6.18': '6.18.15',
};

/** Every version, each behind its older kernel. */
export const PROFILE_NAMES: readonly ProfileName[] = VERSIONS.flatMap((version): readonly ProfileName[] => {
  const older = OLDER[version];
  return older === undefined ? [version] : [older, version];
});
export const PROFILES: readonly Profile[] = PROFILE_NAMES.map((name) => profileNamed(name));
