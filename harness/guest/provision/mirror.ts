// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The Debian mirror of this machine.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Unavailable } from '../../unavailable';
import { findMirror, parseListFile, parseSourcesFile, type AptSource, type Mirror } from './apt-sources';

/** The Debian release whose kernels and tools are used: its compiler and libraries fit them. */
export const release = 'bookworm';

/** The suite that has them. */
export const backports = `${release}-backports`;

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

/** The mirror to download from. Throws `Unavailable` on a machine that is not Debian 12. */
export function machineMirror(etc?: string): Mirror {
  const mirror = findMirror(aptSources(etc), release);
  if (mirror === undefined) {
    throw new Unavailable(
      `this machine's apt has no source for Debian ${release}, so no kernel can be downloaded`,
      '--kernel FILE --kernel-build DIR, or run on Debian 12',
    );
  }
  return mirror;
}
