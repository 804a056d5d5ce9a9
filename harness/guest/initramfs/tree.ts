// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The guest's whole file system, as entries of an archive.
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import type { CpioEntry } from './cpio';

/** A file of the guest's: its path there, and its content or where that is on the host. */
export interface GuestFile {
  readonly path: string;
  readonly source: string | Uint8Array;
  readonly executable?: boolean;
}

/** Mount points and the like, which the agent finds ready. */
const directories = ['dev', 'proc', 'sys', 'tmp', 'run'];

/** All entries, in an order that the kernel can unpack. */
export function guestTree(files: readonly GuestFile[]): CpioEntry[] {
  const entries = files.map(fileEntry);
  const parents = new Set([...directories, ...entries.flatMap(({ path }) => ancestors(path))]);
  return [
    // A parent sorts before its children.
    ...[...parents].sort().map((path): CpioEntry => ({ kind: 'directory', path })),
    // The kernel opens it for the standard streams of its first process, before devtmpfs is mounted.
    { kind: 'device', path: 'dev/console', major: 5, minor: 1 },
    ...entries,
  ];
}

function fileEntry({ path, source, executable = false }: GuestFile): CpioEntry {
  const content = typeof source === 'string' ? readFileSync(source) : source;
  return { kind: 'file', path: path.replace(/^\/+/, ''), content, executable };
}

function ancestors(path: string): string[] {
  const parent = posix.dirname(path);
  return parent === '.' ? [] : [...ancestors(parent), parent];
}
