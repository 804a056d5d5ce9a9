// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { bytesOf, canWrite, hex, hexKey } from './value';

const NOTHING = { value: {}, hole: 'none', state: 0, refcnt: 0 } as const;

test('members lie where the module has them, and what the type lacks is not written', () => {
  const bytes = bytesOf({ ...NOTHING, value: { tag: 3, run: -1, want_reg: 7 } }, { type: 'plain', btf: 'soc_a' }, 128);
  expect(hex(bytes.subarray(64, 88)).join('')).toBe(`${'ff'.repeat(8)}${'00'.repeat(8)}0300000000000000`);
  expect(bytes.subarray(88).every((byte) => byte === 0)).toBe(true);
});

test('the layout of skew is that of its module', () => {
  const at = (btf: string): number => bytesOf({ ...NOTHING, value: { tag: 9 } }, { type: 'skew', btf }, 192).indexOf(9);
  expect([at('soc_a'), at('soc_b')]).toEqual([72, 64]);
});

test('state, refcnt, and bytes that no member covers', () => {
  const where = (args: object): number[] =>
    [...bytesOf({ ...NOTHING, ...args }, { type: 'holed', btf: 'soc_a' }, 128)].flatMap((byte, at) =>
      byte ? [at] : [],
    );
  expect(where({ refcnt: 1 })).toEqual([0]);
  expect(where({ state: 1 })).toEqual([4]);
  expect(where({ hole: 'common' })).toEqual([63]);
  expect(where({ hole: 'data' })).toEqual([68]);
  expect(where({ hole: 'after' })).toEqual([127]);
});

test('only words that mean the same to bpftool as to the program can be written', () => {
  const can = (value: Record<string, string | number>, type = 'plain'): boolean =>
    canWrite({ value, hole: 'none' }, type, 'soc_a');
  expect(can({ run: 'closed', tag: 1 })).toBe(true);
  expect(can({ run: -1 })).toBe(true);
  expect(can({ run: 4294967296 })).toBe(true);
  // A descriptor that bpftool may have.
  expect(can({ run: 3 })).toBe(false);
  // A program's handle, and a layout that is the kernel's.
  expect(can({ run: 'p' })).toBe(false);
  expect(can({ name: 1 }, 'tcp_congestion_ops')).toBe(false);
  expect(can({}, 'tcp_congestion_ops')).toBe(true);
});

test('keys are little endian', () => expect(hexKey(1)).toEqual(['01', '00', '00', '00']));
