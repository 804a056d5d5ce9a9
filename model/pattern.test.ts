// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import { anything, formatPattern, idOf, match, type Bindings } from './pattern';
import { Table } from './table';

const none: Bindings = Table.empty();

describe('match', () => {
  test('literals match themselves and nothing else', () => {
    expect(match({ state: 1, members: {} }, { state: 1, members: {} }, none)).toBe(none);
    expect(match({ state: 1 }, { state: 2 }, none)).toBeUndefined();
    expect(match({ state: 1 }, { state: 1, more: 0 }, none)).toBeUndefined();
    expect(match({ state: 1, more: 0 }, { state: 1 }, none)).toBeUndefined();
    expect(match([1, 2], [1], none)).toBeUndefined();
    expect(match({}, [], none)).toBeUndefined();
    expect(match({ a: 1 }, null, none)).toBeUndefined();
    expect(match(0, undefined, none)).toBeUndefined();
  });

  test('an id is bound where it first appears, in reading order', () => {
    expect(match([idOf('map:m'), idOf('map:m')], [7, 7], none)?.toJSON()).toEqual({ 'map:m': 7 });
    expect(match([idOf('map:m'), idOf('map:m')], [7, 8], none)).toBeUndefined();
    expect(match([idOf('map:m'), idOf('map:n')], [7, 7], none)).toBeUndefined();
    expect(match([idOf('map:m'), idOf('link:l')], [7, 7], none)?.toJSON()).toEqual({ 'map:m': 7, 'link:l': 7 });
  });

  test('0 is no id', () => {
    expect(match(idOf('map:m'), 0, none)).toBeUndefined();
  });

  test('anything is something', () => {
    expect(match(anything, null, none)).toBe(none);
    expect(match(anything, undefined, none)).toBeUndefined();
  });
});

test('a pattern prints with the ids that are known', () => {
  const pattern = { id: idOf('map:m'), map_id: idOf('map:n'), btf_id: anything, log: ['reg plain 1'] };
  expect(formatPattern(pattern, Table.of({ 'map:m': 7 }))).toBe(
    '{"id":7,"map_id":<id of map:n>,"btf_id":…,"log":["reg plain 1"]}',
  );
});
