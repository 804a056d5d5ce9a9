// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { EBADF } from './errno';
import { FdTable, File, FIRST_DESCRIPTOR } from './file';
import { Idr } from './idr';
import { bareCore } from '../testing/threads';

test('the object is released once, with the last descriptor', () => {
  let released = 0;
  const files = new FdTable(bareCore());
  const fd = files.install(new File({
      id: 1,
      release: () => {
        released++;
      },
    }, 'rw'));
  const duplicate = files.dup(fd);
  expect(files.close(fd)).toBe(0);
  expect(released).toBe(0);
  expect(files.close(fd)).toBe(-EBADF);
  expect(files.close(duplicate)).toBe(0);
  expect(released).toBe(1);
  expect(files.dup(duplicate)).toBe(-EBADF);
});

test('no descriptor is small enough for a callback, and none comes twice', () => {
  const files = new FdTable(bareCore());
  const open = (): number => files.install(new File({ id: 1, release: () => undefined }, 'ro'));
  const first = open();
  expect(first).toBeGreaterThanOrEqual(FIRST_DESCRIPTOR);
  files.close(first);
  expect(open()).not.toBe(first);
});

test('ids ascend and are not used again', () => {
  const idr = new Idr<string>();
  expect(['a', 'b'].map((object) => idr.allocCyclic(object))).toEqual([1, 2]);
  idr.remove(2);
  expect(idr.allocCyclic('c')).toBe(3);
  expect([...idr.values()]).toEqual(['a', 'c']);
  expect(idr.find(2)).toBeUndefined();
});
