// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { typesOf } from '../../../../spec';
import { IMAGES } from '../testmod/image';
import { hasHoles, VALUE_PREFIX } from './btfTypes';
import { DEFAULT_VERSION } from './version';
import { vmlinuxOf } from './vmlinuxTypes';

const { types: VMLINUX_TYPES } = vmlinuxOf(DEFAULT_VERSION.features);

const tables = [
  ['vmlinux', VMLINUX_TYPES],
  ['soc_a', IMAGES.get('soc_a')?.types],
  ['soc_b', IMAGES.get('soc_b')?.types],
] as const;

test.each(tables)('the types of %s have the holes that the catalogue says', (btf, table) => {
  for (const type of typesOf(btf)) {
    const ops = table?.byName(type.struct);
    expect([type.name, ops !== undefined && hasHoles(ops)]).toEqual([type.name, type.holes]);
  }
});

test.each([
  ['soc_plain_ops', 24, 128],
  ['soc_asked_ops', 48, 128],
  ['soc_holed_ops', 24, 128],
  ['tcp_congestion_ops', 192, 256],
])('%s is as large as a compiler makes it', (name, size, valueSize) => {
  const find = (struct: string) => VMLINUX_TYPES.byName(struct) ?? IMAGES.get('soc_a')?.types?.byName(struct);
  expect(find(name)?.size).toBe(size);
  expect(find(VALUE_PREFIX + name)?.size).toBe(valueSize);
});

test('soc_a and soc_b number their types alike, and lay skew out differently', () => {
  const [a, b] = ['soc_a', 'soc_b'].map((name) => IMAGES.get(name)?.types);
  for (const { struct } of typesOf('soc_a')) expect(a?.byName(struct)?.id).toBe(b?.byName(struct)?.id);
  expect(a?.byName('soc_skew_ops')?.size).toBe(16);
  expect(b?.byName('soc_skew_ops')?.size).toBe(120);
});
