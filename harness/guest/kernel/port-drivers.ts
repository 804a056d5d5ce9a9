// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The drivers of the port that the agent talks through, for kernels that have them as modules, as Debian's 6.1 does.
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { modinfo } from './modinfo';

/** Where a kernel has one built in, there is no file of it. */
const DRIVERS = [
  'drivers/virtio/virtio.ko',
  'drivers/virtio/virtio_ring.ko',
  'drivers/virtio/virtio_pci_legacy_dev.ko',
  'drivers/virtio/virtio_pci_modern_dev.ko',
  'drivers/virtio/virtio_pci.ko',
  'drivers/char/virtio_console.ko',
];

/**
 * Paths of the drivers, each behind those that it says it needs: virtio_ring needed virtio up to 6.1.176, and virtio
 * needs virtio_ring in 6.1.192. None when all are built in, or not to be had. `root` has the folders of a kernel's
 * source tree: a build directory, or lib/modules/RELEASE/kernel. Modules that are compressed are not found: the agent
 * hands the kernel a module as it is.
 */
export function portDrivers(root: string): readonly string[] {
  const files = new Map(
    DRIVERS.map((path) => join(root, path))
      .filter((path) => existsSync(path))
      .map((path) => [basename(path, '.ko'), path]),
  );
  const ordered = new Set<string>();
  for (const name of files.keys()) place(name, files, ordered);
  return [...ordered];
}

/** No module is in a circle of them: depmod(8) refuses those. */
function place(name: string, files: ReadonlyMap<string, string>, ordered: Set<string>): void {
  const path = files.get(name);
  if (path === undefined || ordered.has(path)) return;
  const needed = modinfo(readFileSync(path), 'depends')?.split(',') ?? [];
  for (const each of needed) place(each, files, ordered);
  ordered.add(path);
}
