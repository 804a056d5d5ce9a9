// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { markdownTable } from './markdown-table';

test('a bar in a cell does not end it', () => {
  expect(markdownTable(['what', 'text'], [['a|b', 'c']])).toBe('| what | text |\n| --- | --- |\n| a\\|b | c |');
});

test('a table may have no rows', () => {
  expect(markdownTable(['what'], [])).toBe('| what |\n| --- |');
});
