// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What can go wrong around a guest, done on purpose: each kind once, with the causes that a report may give for it.
import { existsSync, readdirSync, rmSync, statfsSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Guest } from '../../harness/guest';
import type { Cause } from '../../harness/interruption';

/** What a mischief may lay hands on. */
export interface Scene {
  /** The guest that is running. */
  readonly guest: Pick<Guest, 'pid' | 'send'>;
  /** Has the suite hear a line as if the guest had sent it. */
  readonly say: (line: string) => void;
  /** The cache, on a disk that may be filled. */
  readonly cache: string;
}

export interface Mischief {
  readonly name: string;
  /** What the report must name, one of each list. */
  readonly causes: readonly (readonly Cause[])[];
  readonly act: (scene: Scene) => void;
  /** Whether there is anything to do it to; there always is where this is left out. */
  readonly isPossible?: (scene: Scene) => boolean;
  /** What is to be made good once the campaign goes on. */
  readonly mend?: (cache: string) => void;
}

function signal({ guest: { pid } }: Scene, name: 'SIGKILL' | 'SIGSTOP'): void {
  if (pid !== undefined) process.kill(pid, name);
}

/** Every file of that name in the entries of a kind. */
function filesOf(cache: string, kind: string, name: string): readonly string[] {
  const shelf = join(cache, kind);
  if (!existsSync(shelf)) return [];
  return readdirSync(shelf)
    .filter((key) => readdirSync(join(shelf, key)).includes(name))
    .map((key) => join(shelf, key, name));
}

function cutShort(cache: string, kind: string, name: string): void {
  for (const file of filesOf(cache, kind, name)) truncateSync(file, 100_000);
}

const BALLAST = 'ballast';

/** All that is left of the disk but a little. */
function fill(cache: string): void {
  const { bavail, bsize } = statfsSync(cache);
  writeFileSync(join(cache, BALLAST), Buffer.alloc(Math.max(0, bavail * bsize - 1_000_000)));
}

export const MISCHIEFS: readonly Mischief[] = [
  {
    name: 'kill QEMU',
    causes: [['emulator-died']],
    act: (scene) => signal(scene, 'SIGKILL'),
  },
  {
    name: 'kill the agent',
    // It answers that it stops, which is no answer to the program that is under way, and then it is gone.
    causes: [['agent-died', 'garbled']],
    act: ({ guest }) => guest.send('{"cmd":"stop"}'),
  },
  {
    name: 'freeze the guest',
    causes: [['frozen']],
    act: (scene) => signal(scene, 'SIGSTOP'),
  },
  {
    name: 'garbage on the port',
    causes: [['garbled']],
    act: ({ say }) => say('\u0000\u007f{"seq":'),
  },
  {
    name: 'full disk for the cache',
    causes: [['emulator-died'], ['cache']],
    act: (scene: Scene): void => {
      rmSync(join(scene.cache, 'snapshot'), { recursive: true, force: true });
      fill(scene.cache);
      signal(scene, 'SIGKILL');
    },
    mend: (cache) => rmSync(join(cache, BALLAST), { force: true }),
  },
  {
    name: 'truncated snapshot',
    causes: [['emulator-died'], ['cache']],
    isPossible: ({ cache }) => filesOf(cache, 'snapshot', 'state').length > 0,
    act: (scene: Scene): void => {
      cutShort(scene.cache, 'snapshot', 'state');
      signal(scene, 'SIGKILL');
    },
  },
  {
    name: 'truncated download',
    causes: [['emulator-died'], ['unreachable']],
    act: (scene: Scene): void => {
      cutShort(scene.cache, 'kernel', 'vmlinux');
      signal(scene, 'SIGKILL');
    },
  },
];
