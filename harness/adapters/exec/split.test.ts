// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { splitCommand } from './split';

const quotings: readonly ((word: string) => string)[] = [
  (word) => `'${word.replaceAll("'", `'\\''`)}'`,
  (word) => `"${word.replaceAll(/["\\]/g, '\\$&')}"`,
  (word) => (word === '' ? "''" : word.replaceAll(/[\s'"\\]/gu, '\\$&')),
];

describe('splitCommand', () => {
  it('gives back any words, however each was quoted', () => {
    const word = fc.tuple(fc.string(), fc.constantFrom(...quotings));
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.array(word), (program, words) => {
        const command = [quotings[0]?.(program), ...words.map(([each, quote]) => quote(each))].join('  ');
        expect(splitCommand(` ${command} `)).toEqual([program, ...words.map(([each]) => each)]);
      }),
    );
  });

  it('knows nothing of shells', () => {
    expect(splitCommand('./agent --x=$HOME *.ko | tee > log; a&&b')).toEqual([
      './agent',
      '--x=$HOME',
      '*.ko',
      '|',
      'tee',
      '>',
      'log;',
      'a&&b',
    ]);
  });

  it('joins what has no blank between', () => {
    expect(splitCommand(`a"b c"'d e'\\ f`)).toEqual(['ab cd e f']);
  });

  it.each(["./agent 'x", './agent "x', './agent \\', '', '  ', "''"])('refuses %j', (command) => {
    expect(() => splitCommand(command)).toThrow(expect.objectContaining({ name: 'UsageError' }));
  });
});
