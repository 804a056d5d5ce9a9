// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The Debian mirror of this machine.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Unavailable } from '../../errors';
import { findMirror, parseListFile, parseSourcesFile, type AptSource, type Mirror } from './apt-sources';
import { debianReleases, releaseNamed, type DebianRelease } from './debian-release';

/** The release that the guest's tools are taken from, whatever its kernel is. */
export const ownRelease: DebianRelease = releaseNamed('bookworm');

/** The suite that has the newer ones. */
export const backports = `${ownRelease.name}-backports`;

/** Every source of a machine's apt; `etc` is /etc/apt. */
export function aptSources(etc = '/etc/apt'): AptSource[] {
  const parts = join(etc, 'sources.list.d');
  const files = existsSync(parts)
    ? readdirSync(parts)
        .sort()
        .map((name) => join(parts, name))
    : [];
  return [join(etc, 'sources.list'), ...files].flatMap((file) => {
    if (!existsSync(file)) return [];
    if (file.endsWith('.list')) return parseListFile(readFileSync(file, 'utf8'));
    if (file.endsWith('.sources')) return parseSourcesFile(readFileSync(file, 'utf8'));
    return [];
  });
}

/** The mirror of the updates of security, which has those of every release; a machine may have none. */
export function securityMirror(etc?: string): Mirror | undefined {
  const sources = aptSources(etc);
  for (const { security } of debianReleases) {
    const mirror = security === undefined ? undefined : findMirror(sources, security);
    if (mirror !== undefined) return mirror;
  }
  return undefined;
}

/** The mirror to download from, which has every release, and the release that this machine is. Throws `Unavailable`. */
export function machineMirror(etc?: string): Mirror {
  const sources = aptSources(etc);
  for (const { name } of debianReleases) {
    const mirror = findMirror(sources, name);
    if (mirror !== undefined) return mirror;
  }
  throw new Unavailable(
    `this machine's apt has no source for Debian ${debianReleases[0]?.name ?? ''} or later, so no kernel can be downloaded`,
    '--kernel FILE --kernel-build DIR, or run on Debian 12',
  );
}
