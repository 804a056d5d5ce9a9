// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Keeps the cache from growing with every change of a source: only the entries that were used last stay.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isSealed, lastUse } from './seal';

/** Removes all but the `keep` entries of a folder that were used last. */
export function prune(shelf: string, keep: number): void {
  const entries = readdirSync(shelf)
    .map((name) => join(shelf, name))
    .filter(isSealed)
    .map((directory) => ({ directory, used: lastUse(directory) }))
    .sort((a, b) => b.used - a.used);
  for (const { directory } of entries.slice(keep)) rmSync(directory, { recursive: true, force: true });
}
