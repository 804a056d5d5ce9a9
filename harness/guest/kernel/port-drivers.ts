// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The drivers of the port that the agent talks through, for kernels that have them as modules, as Debian's 6.1 does.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Each needs those before it. Where a kernel has one built in, there is no file of it. */
const DRIVERS = [
  'drivers/virtio/virtio.ko',
  'drivers/virtio/virtio_ring.ko',
  'drivers/virtio/virtio_pci_legacy_dev.ko',
  'drivers/virtio/virtio_pci_modern_dev.ko',
  'drivers/virtio/virtio_pci.ko',
  'drivers/char/virtio_console.ko',
];

/**
 * Paths of the drivers, in the order in which they must be loaded; none when all are built in, or not to be had.
 * `root` has the folders of a kernel's source tree: a build directory, or lib/modules/RELEASE/kernel. Modules that are
 * compressed are not found: the agent hands the kernel a module as it is.
 */
export const portDrivers = (root: string): string[] =>
  DRIVERS.map((path) => join(root, path)).filter((path) => existsSync(path));
