// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// bpftool with its libraries, from the backports into the cache; the host's own may lack or be older.
import { accessSync, constants, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Unavailable } from '../../errors';
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

/** The absolute path of a bpftool of the user's. Throws `Unavailable` when there is no program there. */
export function requireBpftool(path: string): string {
  const program = resolve(path);
  try {
    accessSync(program, constants.X_OK);
    if (statSync(program).isFile()) return program;
  } catch {
    // Told below.
  }
  throw new Unavailable(`there is no program ${path}`, '--bpftool with the path of a bpftool that can be run');
}

/** A bpftool of the user's, with the libraries of this machine. Throws `Unavailable`. */
export const ownBpftool = (path: string): Bpftool => ({ path: requireBpftool(path), root: '/' });
