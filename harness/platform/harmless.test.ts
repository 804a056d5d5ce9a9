// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { harmless } from './harmless';

const RED = '\u001b[31m';

test.each([
  ['lines and tabs', 'a\tb\n', false, 'a\tb\n'],
  ['a colour, wanted', `${RED}a`, true, `${RED}a`],
  ['a colour, unwanted', `${RED}a`, false, '\\u001b[31ma'],
  ['the title of the terminal', '\u001b]0;x\u0007', true, '\\u001b]0;x\\u0007'],
  ['a return that hides what stands before', 'violates\rconforms', true, 'violates\\u000dconforms'],
  ['C1, which some terminals take for ESC', '\u009b2J\u007f', false, '\\u009b2J\\u007f'],
  ['text turned round', 'a\u202eb\u2066', false, 'a\\u202eb\\u2066'],
])('%s', (_, text, colour, shown) => {
  expect(harmless(text, colour)).toBe(shown);
});

test('a JSON document says the same afterwards', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value, null, 2);
      expect(JSON.parse(harmless(text))).toEqual(JSON.parse(text));
    }),
  );
});
