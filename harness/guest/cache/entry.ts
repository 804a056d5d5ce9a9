// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Cache entries: directories that are there whole or not at all.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { atExit } from '../../process/at-exit';
import { cacheDirectory } from './directory';
import { withLock } from './lock';
import { prune, seal, touch } from './prune';

/** What may be kept, each kind in a folder of its own. */
export type CacheKind = keyof typeof kept;

/** How many entries of each kind are kept. */
const kept = {
  kernel: 20,
  root: 4,
  bpftool: 5,
  busybox: 2,
  objects: 4,
  modules: 20,
  agent: 20,
  initramfs: 20,
  snapshot: 4,
} as const;

export interface EntryOptions {
  readonly kind: CacheKind;
  /** Everything the content depends on; also the directory's name. */
  readonly key: string;
  /** Paths inside the entry without which it is worthless. */
  readonly needs: readonly string[];
  /** Fills the empty directory it is given. */
  readonly fill: (directory: string) => Promise<void>;
}

/** The directory of an entry, filled first when it is absent or broken. */
export async function cacheEntry(options: EntryOptions, cache = cacheDirectory()): Promise<string> {
  const shelf = join(cache, options.kind);
  const directory = join(shelf, options.key);
  if (isWhole(directory, options.needs)) return used(directory);
  return withLock(`${directory}.lock`, async () => {
    // Somebody else may have filled it while we waited.
    if (isWhole(directory, options.needs)) return directory;
    mkdirSync(shelf, { recursive: true });
    const partial = mkdtempSync(`${directory}.partial-`);
    const discard = (): void => rmSync(partial, { recursive: true, force: true });
    const forget = atExit(discard);
    try {
      await options.fill(partial);
      writeFileSync(join(partial, seal), '');
      rmSync(directory, { recursive: true, force: true });
      renameSync(partial, directory);
      prune(shelf, kept[options.kind]);
    } finally {
      forget();
      discard();
    }
    return directory;
  });
}

/** The directory of an entry if it is there already. */
export function existingEntry(options: Omit<EntryOptions, 'fill'>, cache = cacheDirectory()): string | undefined {
  const directory = join(cache, options.kind, options.key);
  return isWhole(directory, options.needs) ? used(directory) : undefined;
}

/** The keys of the whole entries of a kind. */
export function cachedKeys(kind: CacheKind, cache = cacheDirectory()): string[] {
  const shelf = join(cache, kind);
  if (!existsSync(shelf)) return [];
  return readdirSync(shelf).filter((key) => existsSync(join(shelf, key, seal)));
}

function used(directory: string): string {
  touch(directory);
  return directory;
}

function isWhole(directory: string, needs: readonly string[]): boolean {
  return [seal, ...needs].every((path) => existsSync(join(directory, path)));
}
