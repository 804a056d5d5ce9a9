// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { labelled, wrap } from './wrap';

const text = fc.array(fc.stringMatching(/^[a-z.,()_]{1,12}$/)).map((words) => words.join(' '));

describe('wrap', () => {
  it('keeps every word, in order, and the width', () => {
    fc.assert(
      fc.property(text, fc.nat(20), (words, indent) => {
        const lines = wrap(words, indent, 40);
        expect(lines.map((line) => line.trim()).join(' ')).toBe(words);
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(40);
      }),
    );
  });

  it('puts a label before the first line', () => {
    expect(labelled('name', 'one two three', 6, 12)).toEqual(['name  one', '      two', '      three']);
    expect(labelled('name', '', 6)).toEqual(['name']);
  });
});
