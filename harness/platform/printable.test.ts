// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { printable } from './printable';

describe('what others wrote', () => {
  test.each([
    ['nothing unusual', 'map.crate', 'map.crate'],
    ['letters of other languages', 'größe ジ', 'größe ジ'],
    ['a title for the terminal', '\u001b]0;pwned\u0007', '\\x1b]0;pwned\\x07'],
    ['a control sequence of one byte', '\u009b2J', '\\x9b2J'],
    ['lines', 'a\nb\r\u2028c', 'a\\x0ab\\x0d\\u2028c'],
    ['writing from right to left', 'a\u202eb', 'a\\u202eb'],
    ['half a character', 'a\ud800', 'a\\ud800'],
    ['a tag that nobody sees', 'a\u{e0041}', 'a\\u{e0041}'],
  ])('%s', (_, text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  test('is cut off where it is long', () => {
    expect(printable('x'.repeat(81))).toBe(`${'x'.repeat(80)}…`);
    expect(printable('x'.repeat(80))).toBe('x'.repeat(80));
  });

  test('never does anything to a terminal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(printable(text)).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});
