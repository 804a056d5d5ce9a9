// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The C sources that come with this package, and a hash to know their builds by.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder `kernel/NAME` of this package, from the sources as well as from dist/. */
export function kernelSources(name: string, from = __dirname): string {
  for (let directory = from; ; directory = dirname(directory)) {
    const found = join(directory, 'kernel', name);
    if (existsSync(found) && existsSync(join(directory, 'package.json'))) return found;
    if (directory === dirname(directory)) throw new Error(`this package has no kernel/${name}`);
  }
}

/** The names of the sources right below a folder: no build products, no hidden files, no folders. */
export function sourceNames(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /^(?:.*\.[ch]|Kbuild|Makefile)$/.test(entry.name))
    .map((entry) => entry.name)
    .filter((name) => !name.endsWith('.mod.c'))
    .sort();
}

/** A hash of names and contents, and of everything else the build depends on. */
export function sourceHash(folder: string, names: readonly string[], ...also: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of also) hash.update(`${text}\0`);
  for (const name of names)
    hash
      .update(`${name}\0`)
      .update(readFileSync(join(folder, name)))
      .update('\0');
  return hash.digest('hex').slice(0, 16);
}
