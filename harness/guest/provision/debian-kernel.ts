// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Debian's cloud kernel with its headers, from the backports into the cache.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Unavailable } from '../../unavailable';
import { cacheDirectory } from '../cache/directory';
import { cachedKeys, cacheEntry } from '../cache/entry';
import { fastestImage } from '../kernel/decompress';
import type { Kernel } from '../kernel/kernel';
import { kernelPackages, newestRelease, type KernelPackages } from './kernel-packages';
import { backports } from './mirror';
import { PrivateApt } from './private-apt';
import { relocate } from './relocate';

/** The newest kernel of a version; one in the cache is good enough. Throws `Unavailable`. */
export async function debianKernel(version: string, onStep?: (step: string) => void): Promise<Kernel> {
  const cache = cacheDirectory();
  const cached = newestRelease(cachedKeys('kernel', cache), version);
  const packages = kernelPackages(cached ?? (await newestOffered(version)));
  const { release } = packages;
  const entry = await cacheEntry(
    {
      kind: 'kernel',
      key: release,
      needs: [
        `boot/vmlinuz-${release}`,
        `usr/src/${packages.headers}/Makefile`,
        `usr/src/${packages.headers}/vmlinux`,
        `usr/src/${packages.common}/Makefile`,
        `usr/lib/${packages.kbuild}/scripts/mod/modpost`,
      ],
      fill: async (directory) => {
        onStep?.(`downloading kernel ${release}`);
        await fill(packages, directory);
      },
    },
    cache,
  );
  return {
    release,
    image: await fastestImage(join(entry, `boot/vmlinuz-${release}`), cache),
    buildDirectory: join(entry, 'usr/src', packages.headers),
  };
}

async function fill(packages: KernelPackages, directory: string): Promise<void> {
  const apt = await PrivateApt.open();
  await apt.unpack([packages.image, packages.headers, packages.common, packages.kbuild], directory);
  // The guest loads our modules only, and these are half of the whole.
  rmSync(join(directory, 'lib/modules', packages.release, 'kernel'), { recursive: true, force: true });
  relocate(directory);
}

async function newestOffered(version: string): Promise<string> {
  const apt = await PrivateApt.open();
  const names = await apt.packageNames('^linux-image-.*-cloud-amd64$');
  const release = newestRelease(names, version);
  if (release === undefined) {
    throw new Unavailable(`${backports} has no cloud kernel ${version}`, '--kernel debian:6.12');
  }
  return release;
}
