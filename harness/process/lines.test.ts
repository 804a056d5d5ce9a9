// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LineSplitter } from './lines';

test('lines do not depend on how the stream is cut', () => {
  const text = fc.string({ unit: 'grapheme' }).filter((line) => !/[\r\n]/.test(line));
  fc.assert(
    fc.property(fc.array(text), fc.array(fc.nat({ max: 20 })), (lines, cuts) => {
      const splitter = new LineSplitter();
      let rest = Buffer.from(lines.map((line) => `${line}\n`).join(''));
      const seen: string[] = [];
      for (const cut of cuts) {
        seen.push(...splitter.push(rest.subarray(0, cut)));
        rest = rest.subarray(cut);
      }
      seen.push(...splitter.push(rest));
      expect(seen).toEqual(lines);
      expect(splitter.flush()).toBeUndefined();
    }),
  );
});

test('strips carriage returns and keeps what is unfinished', () => {
  const splitter = new LineSplitter();
  expect(splitter.push(Buffer.from('one\r\ntwo'))).toEqual(['one']);
  expect(splitter.flush()).toBe('two');
  expect(splitter.flush()).toBeUndefined();
});
