// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, it } from '@jest/globals';
import type { Program } from '../../spec';
import { formatOperation, formatProgram } from './format';

const program: Program = {
  operations: [
    { op: 'module.load', args: { name: 'soc_a' } },
    { op: 'btf.open', result: 'b', args: { name: 'soc_a' } },
    {
      op: 'map.create',
      result: 'm1',
      args: { btf: 'b', type: 'plain', link: true, flags: 8 },
    },
    {
      op: 'map.update',
      args: { map: 'm1', value: { run: 'p', tag: 3 }, fault: 'key' },
    },
    { op: 'quiesce', args: {} },
  ],
};

describe('formatProgram', () => {
  it('aligns results and comments', () => {
    expect('\n' + formatProgram(program, { comments: ['0', '', '-EINVAL', 'two\nlines'] })).toMatchInlineSnapshot(`
     "
          module.load soc_a                      # 0
     b  = btf.open soc_a
     m1 = map.create b plain link flags=8        # -EINVAL
          map.update m1 .run=p .tag=3 fault=key  # two lines
          quiesce
     "
    `);
  });

  it('does not let a long line push the other comments away', () => {
    const long = {
      op: 'map.update',
      args: {
        map: 'm1',
        value: { run: 'p', tag: 3, spare: 1 },
        attr: 'tail',
        caps: 'none',
      },
    };
    const text = formatProgram(
      { operations: [...program.operations, long] },
      { comments: ['a', 'b', 'c', 'd', 'e', 'f'] },
    );
    expect('\n' + text).toMatchInlineSnapshot(`
     "
          module.load soc_a                      # a
     b  = btf.open soc_a                         # b
     m1 = map.create b plain link flags=8        # c
          map.update m1 .run=p .tag=3 fault=key  # d
          quiesce                                # e
          map.update m1 .run=p .tag=3 .spare=1 attr=tail caps=none  # f
     "
    `);
  });

  it('does not indent when nothing is bound', () => {
    expect(formatProgram({ operations: [{ op: 'quiesce', args: {} }] })).toBe('quiesce\n');
  });

  it('is empty for an empty program', () => {
    expect(formatProgram({ operations: [] })).toBe('');
  });
});

describe('formatOperation', () => {
  it('leaves out defaults even when they are spelt out', () => {
    const operation = {
      op: 'link.create',
      result: 'l',
      args: { map: 'm', flags: 0, attr: 'exact', target: 77 },
    };
    expect(formatOperation(operation)).toBe('l = link.create m target=77');
  });

  it('prints a positional argument that has its default', () => {
    expect(
      formatOperation({
        op: 'prog.load',
        args: { type: 'plain', member: 'run' },
      }),
    ).toBe('prog.load none plain run');
  });

  it('refuses an operation that lacks a name it needs', () => {
    expect(() => formatOperation({ op: 'pin.get', args: {} })).toThrow('pin.get lacks its path');
  });
});
