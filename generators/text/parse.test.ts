// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyProgram } from '../testing/programs';
import { formatProgram } from './format';
import { parseProgram } from './parse';

describe('parseProgram', () => {
  it('reads back every program that formatProgram writes, whatever its comments', () => {
    fc.assert(
      fc.property(anyProgram, fc.array(fc.string()), (program, comments) => {
        expect(parseProgram(formatProgram(program, { comments }))).toEqual({ kind: 'program', program });
      }),
    );
  });

  it('never throws, and names a place inside the text', () => {
    const line = fc.array(fc.constantFrom('=', 'm', 'map.create', 'b', '.tag=1', 'flags=', '#', ' ', 'link', '-1'), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(fc.array(line), fc.constantFrom('', ' '), (lines, glue) => {
        const text = lines.map((words) => words.join(glue)).join('\n');
        const parsed = parseProgram(text);
        if (parsed.kind === 'program') return;
        expect(parsed.column).toBeGreaterThan(0);
        expect(parsed.column).toBeLessThanOrEqual((text.split('\n')[parsed.line - 1] ?? '').length + 1);
        expect(parsed.cure).not.toBe('');
      }),
    );
  });

  it('ignores blank lines, comments, line ends of other systems and loose blanks', () => {
    const parsed = parseProgram('# seed: 4\r\n\r\n  b=btf.open   soc_a # 0\r\n\tquiesce\n\n');
    expect(parsed).toEqual({
      kind: 'program',
      program: {
        operations: [
          { op: 'btf.open', result: 'b', args: { name: 'soc_a' } },
          { op: 'quiesce', args: {} },
        ],
      },
    });
  });

  it('reads what is pasted from a report or a mail', () => {
    expect(parseProgram('> >   quiesce  # 0\n>   map.crate')).toMatchObject({ kind: 'error', line: 2, column: 5 });
  });

  it('leaves out an argument that is spelt out but has its default', () => {
    const parsed = parseProgram('map.delete m flags=0 key=0x1 attr=exact');
    expect(parsed).toMatchObject({ program: { operations: [{ args: { map: 'm', key: 1 } }] } });
    expect(parsed).not.toHaveProperty('program.operations.0.args.flags');
  });

  it.each([
    ['map.crate b plain'],
    ['zzzzzzzzzzzz'],
    ['m = '],
    ['1m = map.create b plain'],
    ['none = map.create b plain'],
    ['m = map.create b plain\nm = map.create b fixed'],
    ['x = map.delete m'],
    ['map.create b'],
    ['map.create b link=1 plain'],
    ['map.create b plian'],
    ['map.create b plain link=true'],
    ['map.create b plain flags'],
    ['map.create b plain flags=zero'],
    ['map.create b plain flags=0xfffffffffffffffff'],
    ['map.create b plain link link'],
    ['map.create b plain maxEntires=2'],
    ['map.create b plain btf=b'],
    ['map.create b plain .tag=1'],
    ['map.update m .tgg=1'],
    ['map.update m .tag'],
    ['map.update m .tag=1 .tag=2'],
    ['map.update m .tag=?'],
    ['map.update m tag=1'],
    ['quiesce now'],
    ['pin.get 7'],
    ['map.update m value=3'],
  ])('explains what is wrong with %j', (text) => {
    const parsed = parseProgram(text);
    if (parsed.kind === 'program') throw new Error('this should not parse');
    const lines = text.split('\n');
    const marked = [lines[parsed.line - 1], `${' '.repeat(parsed.column - 1)}^ ${parsed.message}`, parsed.cure].join(
      '\n',
    );
    expect(marked).toMatchSnapshot();
  });
});
