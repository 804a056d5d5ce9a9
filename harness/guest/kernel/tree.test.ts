// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { builtIn } from './tree';

let tree = '';
beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'tree-'));
  writeFileSync(join(tree, 'Kbuild'), '');
});
afterEach(() => rmSync(tree, { recursive: true }));

const build = (directory: string, image: string): void => {
  mkdirSync(join(directory, image, '..'), { recursive: true });
  writeFileSync(join(directory, image), '');
};

test('a tree that was built in place', () => {
  build(tree, 'vmlinux');
  expect(builtIn(tree, {})).toEqual({ image: join(tree, 'vmlinux'), buildDirectory: tree });
  build(tree, 'arch/x86/boot/bzImage');
  expect(builtIn(tree, {}).image).toBe(join(tree, 'arch/x86/boot/bzImage'));
});

test('O comes before KBUILD_OUTPUT, and both are relative to the tree', () => {
  const [own, other] = [join(tree, 'own'), join(tree, 'other')];
  build(own, 'vmlinux');
  build(other, 'vmlinux');
  expect(builtIn(tree, { O: 'own', KBUILD_OUTPUT: other }).buildDirectory).toBe(own);
  expect(builtIn(tree, { KBUILD_OUTPUT: other }).buildDirectory).toBe(other);
  expect(builtIn(tree, { O: '', KBUILD_OUTPUT: 'other' }).buildDirectory).toBe(other);
});

test('what is no tree, or was not built, is named with what to do', () => {
  expect(() => builtIn(join(tree, 'absent'), {})).toThrow('is no kernel tree');
  expect(() => builtIn(tree, { O: 'out' })).toThrow(`make -C ${tree} O=${join(tree, 'out')} bzImage modules_prepare`);
});
