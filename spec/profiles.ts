// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The kernels that the specification speaks of.

export interface Profile {
  readonly name: string;
  /** What the profile stands for, in one sentence. */
  readonly summary: string;
  /** Prefix of uname(2)'s release that selects it. */
  readonly release: string;
}

export const PROFILES: readonly Profile[] = [
  { name: '6.12', summary: 'Linux 6.12 with the stable updates up to 6.12.95, as Debian ships it.', release: '6.12.' },
];

export const profileNamed = (name: string): Profile | undefined => PROFILES.find((profile) => profile.name === name);

/** The profile of a kernel's release; undefined when the specification does not cover that kernel. */
export const profileOf = (release: string): Profile | undefined =>
  PROFILES.find((profile) => release.startsWith(profile.release));
