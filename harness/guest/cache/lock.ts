// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Keeps two processes from filling the same cache entry at the same time.
import { accessSync, constants, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { atExit } from '../../platform/at-exit';
import { Unavailable } from '../../errors';

/** Runs `work` while holding the lock file; waits as long as its holder lives. */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  makeWritable(dirname(path));
  while (!take(path)) await sleep(100);
  const release = (): void => rmSync(path, { force: true });
  const forget = atExit(release);
  try {
    return await work();
  } finally {
    forget();
    release();
  }
}

function makeWritable(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true });
    accessSync(directory, constants.W_OK);
  } catch {
    throw new Unavailable(
      `cannot write to the cache in ${directory}`,
      'STRUCT_OPS_CONFORMANCE_CACHE=DIR, a directory of yours',
    );
  }
}

/**
 * link(2) is what makes it atomic: the lock appears with its holder's name in it, or not at all. A holder that was
 * killed leaves its lock behind, so the name is looked up before it is believed.
 */
function take(path: string): boolean {
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, `${identity(process.pid) ?? ''}\n`);
  try {
    linkSync(mine, path);
    return true;
  } catch {
    if (!alive(path)) rmSync(path, { force: true });
    return false;
  } finally {
    rmSync(mine, { force: true });
  }
}

function alive(path: string): boolean {
  try {
    const holder = readFileSync(path, 'utf8').trim();
    return holder !== '' && identity(Number(holder.split(' ')[0])) === holder;
  } catch {
    return false;
  }
}

/** Process id and start time: ids are used again, together they are not. */
function identity(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the command and may contain anything; the 20th after its bracket is the start time.
    return `${pid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''}`;
  } catch {
    return undefined;
  }
}
