// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Packs a guest's file system into an initramfs: the agent as first process, modules, tools.
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { cacheEntry } from '../cache/entry';
import type { Bpftool } from '../provision/bpftool';
import { writeCpio } from './cpio';
import { libraryFiles } from './libraries';
import { guestTree, type GuestFile } from './tree';

export interface InitramfsContent {
  /** A static binary; becomes /init. */
  readonly agent: string;
  /** Become /modules/NAME.ko. */
  readonly modules: readonly string[];
  /** Become /drivers/N-NAME.ko; the agent loads them in this order before it looks for its port. */
  readonly drivers?: readonly string[];
  /** Becomes /bin/bpftool, with its libraries. */
  readonly bpftool?: Bpftool;
  /** A static binary; becomes /bin/busybox. */
  readonly busybox?: string;
  readonly extra?: readonly GuestFile[];
}

/** The path of the archive. It is not compressed: copying a few megabytes is quicker than unpacking them in the guest. */
export async function buildInitramfs(content: InitramfsContent): Promise<string> {
  const files: GuestFile[] = [
    { path: 'init', source: content.agent, executable: true },
    ...content.modules.map((module) => ({ path: `modules/${basename(module)}`, source: module })),
    ...(content.drivers ?? []).map(driverFile),
    ...(content.bpftool === undefined ? [] : await bpftoolFiles(content.bpftool)),
    ...(content.busybox === undefined ? [] : [{ path: 'bin/busybox', source: content.busybox, executable: true }]),
    ...(content.extra ?? []),
  ];
  const archive = writeCpio(guestTree(files));
  const name = 'initramfs.cpio';
  const entry = await cacheEntry({
    kind: 'initramfs',
    key: createHash('sha256').update(archive).digest('hex').slice(0, 16),
    needs: [name],
    fill: (directory) => writeFile(join(directory, name), archive),
  });
  return join(entry, name);
}

const driverFile = (driver: string, place: number): GuestFile => ({
  path: `drivers/${String(place)}-${basename(driver)}`,
  source: driver,
});

async function bpftoolFiles({ path, root }: Bpftool): Promise<GuestFile[]> {
  const libraries = await libraryFiles(path, root);
  return [
    { path: 'bin/bpftool', source: path, executable: true },
    ...libraries.map((library) => ({ ...library, executable: true })),
  ];
}
