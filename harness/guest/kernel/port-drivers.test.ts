// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { portDrivers } from './port-drivers';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'drivers-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function put(path: string, depends?: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), depends === undefined ? '' : `\0license=GPL\0depends=${depends}\0`);
}

const found = (): string[] => portDrivers(root).map((path) => basename(path, '.ko'));

test.each([
  ['6.1.176', { virtio: '', virtio_ring: 'virtio' }, ['virtio', 'virtio_ring']],
  ['6.1.192', { virtio: 'virtio_ring', virtio_ring: '' }, ['virtio_ring', 'virtio']],
] as const)('a driver comes behind those that it needs: %s', (_kernel, { virtio, virtio_ring }, first) => {
  put('drivers/char/virtio_console.ko', 'virtio,virtio_ring');
  put('drivers/virtio/virtio.ko', virtio);
  put('drivers/virtio/virtio_ring.ko', virtio_ring);
  put('drivers/virtio/virtio_pci_legacy_dev.ko', '');
  put('drivers/virtio/virtio_pci.ko', 'virtio_ring,virtio_pci_modern_dev,virtio_pci_legacy_dev,virtio');
  put('drivers/virtio/virtio_mem.ko', 'virtio');
  expect(found()).toEqual([...first, 'virtio_pci_legacy_dev', 'virtio_pci', 'virtio_console']);
});

test('a kernel that has them built in needs none', () => {
  put('drivers/virtio/virtio.c');
  expect(portDrivers(root)).toEqual([]);
  expect(portDrivers(join(root, 'absent'))).toEqual([]);
});
