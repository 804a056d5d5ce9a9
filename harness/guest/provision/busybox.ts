// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A static busybox from the release into the cache: the commands that bpftool's steps need beside bpftool.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheEntry } from '../cache/entry';
import { ownRelease } from './mirror';
import { PrivateApt } from './private-apt';

/** Path of a busybox that needs no libraries. Throws `Unavailable` when it cannot be downloaded. */
export async function provisionBusybox(onStep?: (step: string) => void): Promise<string> {
  const root = await cacheEntry({
    kind: 'busybox',
    key: ownRelease.name,
    needs: ['bin/busybox'],
    fill: async (directory) => {
      onStep?.('downloading busybox');
      const apt = await PrivateApt.open();
      await apt.unpack(['busybox-static'], directory);
      rmSync(join(directory, 'usr'), { recursive: true, force: true });
    },
  });
  return join(root, 'bin/busybox');
}
