// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { portDrivers } from './port-drivers';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'drivers-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function put(path: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), '');
}

test('a driver comes behind those that it needs, whatever else lies beside it', () => {
  for (const path of ['drivers/char/virtio_console.ko', 'drivers/virtio/virtio_pci.ko', 'drivers/virtio/virtio_mem.ko'])
    put(path);
  put('drivers/virtio/virtio.ko');
  expect(portDrivers(root).map((path) => path.slice(root.length + 1))).toEqual([
    'drivers/virtio/virtio.ko',
    'drivers/virtio/virtio_pci.ko',
    'drivers/char/virtio_console.ko',
  ]);
});

test('a kernel that has them built in needs none', () => {
  put('drivers/virtio/virtio.c');
  expect(portDrivers(root)).toEqual([]);
  expect(portDrivers(join(root, 'absent'))).toEqual([]);
});
