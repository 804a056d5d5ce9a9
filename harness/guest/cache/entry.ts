// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Cache entries: directories that are there whole or not at all.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { atExit } from '../../platform/at-exit';
import { cacheDirectory } from './directory';
import { withLock } from './lock';
import { diskFull } from './full';
import { prune } from './prune';
import { conditionOf, isSealed, sealEntry, touch, type Condition } from './seal';

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

/** The directory of an entry, filled first when it is absent or damaged. Throws `Unavailable` when the disk is full. */
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
      sealEntry(partial, options.needs);
      rmSync(directory, { recursive: true, force: true });
      renameSync(partial, directory);
      prune(shelf, kept[options.kind]);
    } catch (error) {
      throw diskFull(error, cache) ?? error;
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

/** What an entry is worth, for those who tell. */
export const entryCondition = (options: Omit<EntryOptions, 'fill'>, cache = cacheDirectory()): Condition =>
  conditionOf(join(cache, options.kind, options.key), options.needs);

/** The keys of the whole entries of a kind. */
export function cachedKeys(kind: CacheKind, cache = cacheDirectory()): string[] {
  const shelf = join(cache, kind);
  if (!existsSync(shelf)) return [];
  return readdirSync(shelf).filter((key) => isSealed(join(shelf, key)));
}

function used(directory: string): string {
  touch(directory);
  return directory;
}

const isWhole = (directory: string, needs: readonly string[]): boolean =>
  conditionOf(directory, needs).kind === 'whole';
