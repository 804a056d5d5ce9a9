// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Keeps the cache from growing with every change of a source: only the entries that were used last stay.
import { existsSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';

/** Written last into an entry: a directory without it was not finished. Its time stamp is that of the last use. */
export const seal = '.complete';

/** Marks an entry as used now. */
export function touch(directory: string): void {
  const now = new Date();
  try {
    utimesSync(join(directory, seal), now, now);
  } catch {
    // A cache may belong to somebody else and still be read.
  }
}

/** When an entry was last used, in milliseconds since the epoch. */
export const lastUse = (directory: string): number => statSync(join(directory, seal)).mtimeMs;

/** Removes all but the `keep` entries of a folder that were used last. */
export function prune(shelf: string, keep: number): void {
  const entries = readdirSync(shelf)
    .map((name) => join(shelf, name))
    .filter((directory) => existsSync(join(directory, seal)))
    .map((directory) => ({ directory, used: lastUse(directory) }))
    .sort((a, b) => b.used - a.used);
  for (const { directory } of entries.slice(keep)) rmSync(directory, { recursive: true, force: true });
}
