// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import { anything, formatPattern, idOf, match } from './pattern';

describe('match', () => {
  test('literals match themselves and nothing else', () => {
    expect(match({ state: 1, members: {} }, { state: 1, members: {} }, {})).toEqual({});
    expect(match({ state: 1 }, { state: 2 }, {})).toBeUndefined();
    expect(match({ state: 1 }, { state: 1, more: 0 }, {})).toBeUndefined();
    expect(match({ state: 1, more: 0 }, { state: 1 }, {})).toBeUndefined();
    expect(match([1, 2], [1], {})).toBeUndefined();
    expect(match({}, [], {})).toBeUndefined();
    expect(match({ a: 1 }, null, {})).toBeUndefined();
    expect(match(0, undefined, {})).toBeUndefined();
  });

  test('an id is bound where it first appears, in reading order', () => {
    expect(match([idOf('map:m'), idOf('map:m')], [7, 7], {})).toEqual({ 'map:m': 7 });
    expect(match([idOf('map:m'), idOf('map:m')], [7, 8], {})).toBeUndefined();
    expect(match([idOf('map:m'), idOf('map:n')], [7, 7], {})).toBeUndefined();
    expect(match([idOf('map:m'), idOf('link:l')], [7, 7], {})).toEqual({ 'map:m': 7, 'link:l': 7 });
  });

  test('0 is no id', () => {
    expect(match(idOf('map:m'), 0, {})).toBeUndefined();
  });

  test('anything is something', () => {
    expect(match(anything, null, {})).toEqual({});
    expect(match(anything, undefined, {})).toBeUndefined();
  });
});

test('a pattern prints with the ids that are known', () => {
  const pattern = { id: idOf('map:m'), map_id: idOf('map:n'), btf_id: anything, log: ['reg plain 1'] };
  expect(formatPattern(pattern, { 'map:m': 7 })).toBe(
    '{"id":7,"map_id":<id of map:n>,"btf_id":…,"log":["reg plain 1"]}',
  );
});
