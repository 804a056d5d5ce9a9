// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The releases of Debian that have kernels to test.

/** A release, and the suites of it that kernels come from. */
export interface DebianRelease {
  readonly name: string;
  readonly suites: readonly string[];
  /** Its suite with the updates of security, which has a mirror of its own. */
  readonly security?: string;
}

/** Oldest first. The packages of each are built with its own compiler and against its own libc. */
export const debianReleases: readonly DebianRelease[] = [
  { name: 'bookworm', suites: ['bookworm', 'bookworm-backports'], security: 'bookworm-security' },
  { name: 'trixie', suites: ['trixie', 'trixie-backports'], security: 'trixie-security' },
  { name: 'sid', suites: ['sid'] },
];

/** The release of a name that is in the table. */
export function releaseNamed(name: string): DebianRelease {
  const found = debianRelease(name);
  if (found === undefined) throw new Error(`no Debian ${name}`);
  return found;
}

/** The release of that name. */
export function debianRelease(name: string): DebianRelease | undefined {
  return debianReleases.find((release) => release.name === name);
}

/** All releases in the order in which a kernel is looked for: that of the machine, whose tools fit, comes first. */
export function searchOrder(home: string): readonly DebianRelease[] {
  return [...debianReleases].sort((a, b) => Number(b.name === home) - Number(a.name === home));
}
