// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A Debian kernel in the cache: its files, and what is known of it.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { cacheDirectory } from '../cache/directory';
import { cachedKeys } from '../cache/entry';

/** Written beside the unpacked packages. */
export const factsFile = 'kernel.json';

/** Has the drivers of the agent's port that are modules, in the folders of a source tree. */
export const portFolder = 'port';

const factsSchema = z.object({
  release: z.string(),
  /** Of the package. */
  version: z.string(),
  /** The Debian release that it is built for. */
  debian: z.string(),
  /** The folder that modules are built against; null when the archive has no headers any more. */
  headers: z.string().nullable(),
});

/** What is known of a Debian kernel. */
export type KernelFacts = Readonly<z.infer<typeof factsSchema>>;

export function writeFacts(entry: string, facts: KernelFacts): void {
  writeFileSync(join(entry, factsFile), `${JSON.stringify(facts)}\n`);
}

/** Every Debian kernel in the cache. */
export function cachedKernels(cache = cacheDirectory()): KernelFacts[] {
  return cachedKeys('kernel', cache).flatMap((key) => {
    const file = join(cache, 'kernel', key, factsFile);
    // The entries beside them are images that were taken out of a bzImage.
    return existsSync(file) ? [factsSchema.parse(JSON.parse(readFileSync(file, 'utf8')))] : [];
  });
}

/** Where the image may be: 7.2 moved it out of /boot. */
export function imageIn(entry: string, release: string): string | undefined {
  return [`boot/vmlinuz-${release}`, `usr/lib/modules/${release}/vmlinuz`]
    .map((path) => join(entry, path))
    .find((path) => existsSync(path));
}

/** Where the configuration may be; the archive has dropped that of some older kernels. */
export function configIn(entry: string, { release, headers }: KernelFacts): string | undefined {
  return [
    `boot/config-${release}`,
    `usr/lib/modules/${release}/config`,
    ...(headers === null ? [] : [`${headers}/.config`]),
  ]
    .map((path) => join(entry, path))
    .find((path) => existsSync(path));
}
