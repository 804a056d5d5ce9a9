// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { table } from './table';

test('every column but the last is padded, and a bar in a cell is escaped', () => {
  const rows = [
    ['1', 'a | b', 'the last one may be as long as it likes'],
    ['12345', '', 'x'],
  ];
  expect(table(['#', 'what', 'text'], rows)).toBe(
    [
      '| #     | what   | text |',
      '| ----- | ------ | --- |',
      '| 1     | a \\| b | the last one may be as long as it likes |',
      '| 12345 |        | x |',
    ].join('\n'),
  );
});

test('a table without rows is a header', () => {
  expect(table(['a', 'b'], [])).toBe('| a   | b |\n| --- | --- |');
});
