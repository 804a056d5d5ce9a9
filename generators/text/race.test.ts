// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RaceProgram } from '../../spec';
import { anyProgram } from '../testing/programs';
import { anyRace } from '../testing/races';
import { formatProgram, formatRace, isRaceText, parseProgram, parseRace } from './index';

const race: RaceProgram = {
  prefix: [
    { op: 'module.load', args: { name: 'soc_a' } },
    { op: 'btf.open', result: 'b', args: { name: 'soc_a' } },
  ],
  threads: [
    [{ op: 'map.create', result: 'm', args: { btf: 'b', type: 'plain' } }],
    [
      { op: 'fd.close', args: { fd: 'b' } },
      { op: 'module.unload', args: { name: 'soc_a' } },
    ],
  ],
  suffix: [{ op: 'map.lookup', args: { map: 'm' } }],
};

const TEXT = `    module.load soc_a
b = btf.open soc_a
| m = map.create b plain | fd.close b
|                        | module.unload soc_a
    map.lookup m
`;

describe('formatRace', () => {
  it('gives each thread a column', () => {
    expect(formatRace(race)).toBe(TEXT);
  });
});

describe('parseRace', () => {
  it('reads back every race that formatRace writes', () => {
    fc.assert(
      fc.property(anyRace, (each) => {
        const text = formatRace(each);
        expect(parseRace(text)).toEqual({ kind: 'race', race: each });
        expect(isRaceText(text)).toBe(true);
      }),
    );
  });

  it('ignores comments, blank lines, quotation marks and other line ends', () => {
    const quoted = TEXT.split('\n').map((line) => `> ${line}  # a comment | with a bar`);
    expect(parseRace(['# a race', '', ...quoted].join('\r\n'))).toEqual({ kind: 'race', race });
  });

  it('never throws, and names a place inside the text', () => {
    const word = fc.constantFrom('|', '=', 'm', 'map.delete', 'm', 'b = btf.open soc_a', '#', ' ', '>', '| ');
    const line = fc.array(word, { maxLength: 8 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const parsed = parseRace(lines.join('\n'));
        if (parsed.kind === 'race') return;
        expect(parsed.column).toBeGreaterThan(0);
        expect(parsed.column).toBeLessThanOrEqual((lines[parsed.line - 1] ?? '').length + 1);
        expect(parsed.cure).not.toBe('');
      }),
    );
  });

  it.each([
    ['quiesce'],
    ['| map.delete m'],
    ['| quiesce | quiesce | quiesce | quiesce | quiesce'],
    ['| quiesce | quiesce\n| quiesce'],
    ['| quiesce | quiesce\nquiesce\n| quiesce | quiesce'],
    ['| quiesce | '],
    ['| map.delete m | map.delte m'],
    ['| map.delete m | map.delete'],
    ['m = map.create b plain\n| quiesce | m = map.create b plain'],
    ['| m = map.create b plain | map.delete m'],
    ['| map.delete m | m = map.create b plain'],
    ['| p = prog.load b plain run | map.update m .run=p'],
    ['| d = fd.dup b | object.by_id d'],
  ])('explains what is wrong with %j', (text) => {
    const parsed = parseRace(text);
    if (parsed.kind === 'race') throw new Error('this should not parse');
    const marked = [text.split('\n')[parsed.line - 1], `${' '.repeat(parsed.column - 1)}^ ${parsed.message}`];
    expect([...marked, parsed.cure].join('\n')).toMatchSnapshot();
  });
});

describe('races and programs are told apart', () => {
  it('a program is no race, whatever it is', () => {
    fc.assert(
      fc.property(anyProgram, (program) => {
        expect(isRaceText(formatProgram(program))).toBe(false);
        expect(parseRace(formatProgram(program))).toMatchObject({ kind: 'error' });
      }),
    );
  });

  it('a race is no program, and is said to be a race', () => {
    expect(parseProgram(TEXT)).toEqual({
      kind: 'error',
      line: 3,
      column: 1,
      message: 'this is a row of a race, and a program has none',
      cure: 'Run the text as a race.',
    });
  });
});
