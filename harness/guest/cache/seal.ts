// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The last file that is written into a cache entry: which files the entry needs, and how long each was.
import { existsSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A directory without it was not finished. Its time stamp is that of the last use. */
const SEAL = '.complete';

/** Bytes of each file that the entry needs; a directory has null. */
type Sizes = Readonly<Record<string, number | null>>;

/** `damaged`: it was finished once, and is not any more what it was then. */
export type Condition =
  { readonly kind: 'whole' } | { readonly kind: 'absent' } | { readonly kind: 'damaged'; readonly reason: string };

function sizeOf(path: string): number | null {
  const stat = statSync(path);
  return stat.isFile() ? stat.size : null;
}

/** Finishes an entry. Throws when something that it needs is not there. */
export function sealEntry(directory: string, needs: readonly string[]): void {
  const sizes = Object.fromEntries(needs.map((path) => [path, sizeOf(join(directory, path))]));
  writeFileSync(join(directory, SEAL), `${JSON.stringify(sizes)}\n`);
}

export const isSealed = (directory: string): boolean => existsSync(join(directory, SEAL));

/** What an entry is worth. A file that was cut short, as by a disk that was full, has another size. */
export function conditionOf(directory: string, needs: readonly string[]): Condition {
  if (!isSealed(directory)) return { kind: 'absent' };
  const sizes = sizesOf(directory);
  if (sizes === undefined) return { kind: 'damaged', reason: 'its seal cannot be read' };
  for (const path of needs) {
    if (!existsSync(join(directory, path))) return { kind: 'damaged', reason: `${path} is gone` };
    const [was, is] = [sizes[path], sizeOf(join(directory, path))];
    if (was !== is) return { kind: 'damaged', reason: `${path} has ${is ?? 'no'} bytes and had ${was ?? 'none'}` };
  }
  return { kind: 'whole' };
}

function sizesOf(directory: string): Sizes | undefined {
  try {
    return JSON.parse(readFileSync(join(directory, SEAL), 'utf8')) as Sizes;
  } catch {
    return undefined;
  }
}

/** Marks an entry as used now. */
export function touch(directory: string): void {
  const now = new Date();
  try {
    utimesSync(join(directory, SEAL), now, now);
  } catch {
    // A cache may belong to somebody else and still be read.
  }
}

/** When an entry was last used, in milliseconds since the epoch. */
export const lastUse = (directory: string): number => statSync(join(directory, SEAL)).mtimeMs;
