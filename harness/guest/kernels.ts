// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Debian's kernels as a user looks after them: which are kept, which there are, and making room.
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Unavailable } from '../errors';
import { cacheDirectory } from './cache/directory';
import { cachedKeys, type CacheKind } from './cache/entry';
import { lastUse } from './cache/seal';
import { parseKernelSpec } from './kernel/kernel';
import { fetchDebianKernel } from './provision/debian-kernel';
import { searchOrder } from './provision/debian-release';
import { offeredKernels } from './provision/kernel-choice';
import { cachedKernels, type KernelFacts } from './provision/kernel-entry';
import { machineMirror } from './provision/mirror';

/** A kernel in the cache. `used`: when it was last booted, in milliseconds since the epoch. */
export interface KeptKernel extends KernelFacts {
  readonly bytes: number;
  readonly used: number;
}

export function keptKernels(cache = cacheDirectory()): KeptKernel[] {
  return cachedKernels(cache).map((facts) => {
    const entry = join(cache, 'kernel', facts.release);
    return { ...facts, bytes: sizeOf(entry), used: lastUse(entry) };
  });
}

/** A kernel of the archive. */
export interface OfferedNow {
  readonly debian: string;
  readonly release: string;
  readonly version: string;
  readonly headers: boolean;
}

/** Everything that `debian:` can name, release by release. Throws `Unavailable`. */
export async function offeredNow(): Promise<OfferedNow[]> {
  const all: OfferedNow[] = [];
  for (const debian of searchOrder(machineMirror().release)) {
    for (const { release, version, headers } of await offeredKernels(debian))
      all.push({ debian: debian.name, release, version, headers: headers.length > 0 });
  }
  return all;
}

/** Downloads what a name means now, and gives its release. Throws `Unavailable`. */
export async function fetchKernel(name: string, onStep?: (step: string) => void): Promise<string> {
  const spec = parseKernelSpec(name);
  if (spec?.kind !== 'debian') throw new Unavailable(`'${name}' names no Debian kernel`, 'kernels fetch debian:6.12');
  return (await fetchDebianKernel(spec, onStep)).release;
}

const pruned: readonly CacheKind[] = ['kernel', 'root', 'modules', 'initramfs', 'snapshot'];

/** Removes what was not used for so long; gives the names of what it removed. */
export function pruneKernels(unusedMs: number, cache = cacheDirectory(), now = Date.now()): string[] {
  return pruned.flatMap((kind) =>
    cachedKeys(kind, cache).flatMap((key) => {
      const entry = join(cache, kind, key);
      if (now - lastUse(entry) < unusedMs) return [];
      rmSync(entry, { recursive: true, force: true });
      return [`${kind}/${key}`];
    }),
  );
}

function sizeOf(directory: string): number {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}
