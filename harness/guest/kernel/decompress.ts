// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Takes the vmlinux out of a bzImage: without the decompression in the guest it boots faster.
import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../platform/run';
import { succeeded } from '../../platform/finished';
import { cacheDirectory } from '../cache/directory';
import { cacheEntry } from '../cache/entry';
import { readBzImage, type Compression } from './bzimage';
import { hasPvhEntry } from './elf';

const decompressors: Readonly<Record<Compression, readonly [string, ...string[]] | undefined>> = {
  gzip: ['gzip', '-dc'],
  xz: ['xz', '-dc', '--single-stream'],
  zstd: ['zstd', '-dc'],
  lz4: ['lz4', '-dc'],
  lzma: ['xz', '-dc', '--format=lzma'],
  bzip2: ['bzip2', '-dc'],
  unknown: undefined,
};

class NoVmlinux extends Error {}

/**
 * The image to boot instead of `image`: its vmlinux, or itself when there is no decompressor or no PVH entry, which
 * costs half a second a boot and nothing else.
 */
export async function fastestImage(image: string, cache = cacheDirectory()): Promise<string> {
  const file = readFileSync(image);
  const bzImage = readBzImage(file);
  const command = bzImage === undefined ? undefined : decompressors[bzImage.compression];
  if (bzImage === undefined || command === undefined) return image;
  const hash = createHash('sha256').update(file).digest('hex').slice(0, 16);
  try {
    const entry = await cacheEntry(
      {
        kind: 'kernel',
        key: `vmlinux-${bzImage.release}-${hash}`,
        needs: ['vmlinux'],
        fill: (directory) => decompress(command, bzImage.payload, join(directory, 'vmlinux')),
      },
      cache,
    );
    return join(entry, 'vmlinux');
  } catch (error) {
    if (error instanceof NoVmlinux) return image;
    throw error;
  }
}

async function decompress([tool, ...args]: readonly [string, ...string[]], payload: Buffer, to: string): Promise<void> {
  const fd = openSync(to, 'w');
  try {
    const done = await run(tool, args, { input: payload, stdoutTo: fd });
    if (!succeeded(done)) throw new NoVmlinux();
  } finally {
    closeSync(fd);
  }
  if (!hasPvhEntry(readFileSync(to))) throw new NoVmlinux();
}
