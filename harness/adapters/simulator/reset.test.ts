// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { splatsIn } from '../../judge/splat';
import { boot } from './kernel/boot';
import { TrampLink } from './kernel/link';
import { Faults } from './faults';
import { reset } from './reset';

const booted = (): ReturnType<typeof boot> => boot(new Faults(undefined));

test('a kernel that was only booted is clean', () => {
  expect(reset(booted().kernel)).toEqual({ residue: [] });
});

test('memory that nobody can have any more is a leak, and says where it comes from', () => {
  const { kernel } = booted();
  kernel.core.remembers = true;
  kernel.core.current.doing = 'map.update';
  new TrampLink(kernel.core, kernel.linkIdr, undefined);
  const { residue } = reset(kernel);
  expect(residue).toEqual([
    'kmemleak: 1 new suspected memory leaks',
    'struct bpf_link never freed, by T0 for map.update',
    '  at 0: allocated, by T0 for map.update',
  ]);
  expect(splatsIn(residue)).toHaveLength(1);
});

test('what the kernel says after the last operation is told, too', () => {
  const { kernel } = booted();
  kernel.core.work.queueWork('bpf_map_free_deferred', () => kernel.core.splat('BUG: KASAN: double-free in kfree', []));
  expect(reset(kernel).residue).toEqual(['the kernel log says: BUG: KASAN: double-free in kfree']);
});
