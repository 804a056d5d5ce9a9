// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LineSplitter } from './lines';

test('lines do not depend on how the stream is cut', () => {
  const text = fc.string({ unit: 'grapheme' }).filter((line) => !/[\r\n]/.test(line));
  fc.assert(
    fc.property(fc.array(text), fc.array(fc.nat({ max: 20 })), (lines, cuts) => {
      const splitter = new LineSplitter(1000);
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
  const splitter = new LineSplitter(1000);
  expect(splitter.push(Buffer.from('one\r\ntwo'))).toEqual(['one']);
  expect(splitter.flush()).toBe('two');
  expect(splitter.flush()).toBeUndefined();
});

test('a line that is too long loses its end, however it comes, and the next one is whole', () => {
  const cuts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 });
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z]{0,30}$/)), cuts, (lines, sizes) => {
      const splitter = new LineSplitter(10);
      const seen: string[] = [];
      let rest = Buffer.from(lines.map((line) => `${line}\n`).join(''));
      for (let turn = 0; rest.length > 0; turn++) {
        const size = sizes[turn % sizes.length] ?? 1;
        seen.push(...splitter.push(rest.subarray(0, size)));
        rest = rest.subarray(size);
      }
      expect(seen).toEqual(lines.map((line) => line.slice(0, 10)));
      expect(splitter.cut).toBe(lines.some((line) => line.length > 10));
    }),
  );
});

test('a line without an end takes up no more than it may', () => {
  const splitter = new LineSplitter(100);
  for (let chunk = 0; chunk < 1000; chunk++) expect(splitter.push(Buffer.alloc(64, 'x'))).toEqual([]);
  expect(splitter.flush()).toBe('x'.repeat(100));
  expect(splitter.cut).toBe(true);
});
