// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { patch, Table } from './table';

const key = fc.constantFrom('a', 'b', 'c', 'd');
const change = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), key, value: fc.nat(9) }),
  fc.record({ kind: fc.constant('omit' as const), key, value: fc.nat(9) }),
);

test('a table is what a record would be that is copied for every change, in the order of its entries', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
      let table = Table.empty<number>();
      let record: Readonly<Record<string, number>> = {};
      for (const { kind, key: name, value } of changes) {
        const before = JSON.stringify(table);
        const { [name]: _old, ...rest } = record;
        record = kind === 'put' ? { ...record, [name]: value } : rest;
        const after = kind === 'put' ? table.put(name, value) : table.omit(name);
        expect(JSON.stringify(table)).toBe(before);
        table = after;
      }
      expect(JSON.stringify(table)).toBe(JSON.stringify(record));
      expect(table.entries()).toEqual(Object.entries(record));
      for (const name of ['a', 'b', 'c', 'd']) {
        expect(table.get(name)).toBe(record[name]);
        expect(table.has(name)).toBe(name in record);
      }
      expect(Table.of(record)).toEqual(table);
    }),
  );
});

test('a table that loses nothing stays the same one', () => {
  const table = Table.of({ a: 1, b: 2 });
  expect(table.omit('c')).toBe(table);
  expect(table.filter(() => true)).toBe(table);
  expect(table.filter((value) => value > 1).keys).toEqual(['b']);
});

test('put, map and concat keep the places of old entries', () => {
  const table = Table.of<number>({ a: 1, b: 2 });
  expect(table.put('a', 3).entries()).toEqual([
    ['a', 3],
    ['b', 2],
  ]);
  expect(table.map((value, name) => `${name}${String(value)}`).values).toEqual(['a1', 'b2']);
  expect(table.concat(Table.of({ c: 0, a: 5 })).entries()).toEqual([
    ['a', 5],
    ['b', 2],
    ['c', 0],
  ]);
});

test('an entry that is not there cannot be patched', () => {
  expect(patch(Table.of({ a: { b: 1, c: 2 } }), 'a', { c: 3 }).get('a')).toEqual({ b: 1, c: 3 });
  expect(() => patch(Table.empty<object>(), 'a', {})).toThrow('no entry a');
});
