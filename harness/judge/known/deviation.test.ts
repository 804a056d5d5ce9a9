// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { deviationsIn, deviationsOf, entryOf, type KnownDeviation } from './deviation';

const known = (finding: string, shape: KnownDeviation['shape']): KnownDeviation => ({
  finding,
  shape,
  reason: 'a reason',
  see: 'a page',
});
const big = known('big', { kind: 'deviation', name: 'big-return-accepted' });
const list = [known('grow', { kind: 'hazard', name: 'grow-table-under-maps', log: ['Oops: *'] }), big];

test('the model is told of what it knows, and says which entry it has met', () => {
  expect(deviationsOf(list)).toEqual(['big-return-accepted']);
  expect(entryOf(list, 'big-return-accepted')).toBe(big);
  expect(entryOf(list, 'owner-slot-by-id')).toBeUndefined();
});

test('what was mended is known of the releases before', () => {
  const count = (release: string): number => deviationsIn([{ ...big, fixed: '6.12.117' }], release).length;
  expect(['6.12.95+deb12-cloud-amd64', '6.12.9', '6.12', '6.1.200'].map(count)).toEqual([1, 1, 1, 1]);
  expect(['6.12.117+deb13-cloud-amd64', '6.12.118-rc1', '6.13.0', '7.2.1'].map(count)).toEqual([0, 0, 0, 0]);
});
