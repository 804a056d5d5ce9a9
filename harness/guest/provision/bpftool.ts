// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// bpftool with its libraries, from the backports into the cache; the host's own may lack or be older.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheEntry } from '../cache/entry';
import { backports } from './mirror';
import { PrivateApt } from './private-apt';

/** A bpftool whose libraries lie below `root`. */
export interface Bpftool {
  readonly path: string;
  readonly root: string;
}

const libraries = ['libc6', 'libcap2', 'libelf1', 'zlib1g'];

/** The bpftool that goes into guests. Throws `Unavailable` when it cannot be downloaded. */
export async function provisionBpftool(onStep?: (step: string) => void): Promise<Bpftool> {
  const root = await cacheEntry({
    kind: 'bpftool',
    key: backports,
    needs: ['usr/sbin/bpftool', 'lib/x86_64-linux-gnu/ld-linux-x86-64.so.2'],
    fill: async (directory) => {
      onStep?.('downloading bpftool');
      const apt = await PrivateApt.open();
      await apt.unpack([`bpftool/${backports}`, ...libraries], directory);
      rmSync(join(directory, 'usr/share'), { recursive: true, force: true });
    },
  });
  return { path: join(root, 'usr/sbin/bpftool'), root };
}
