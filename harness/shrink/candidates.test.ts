// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { formatProgram, programIn } from '../../generators';
import { withStandIns } from './candidates';

const standIns = (text: string): readonly string[] =>
  [...withStandIns(programIn(text))].map((program) =>
    programIn(formatProgram(program))
      .operations.map((operation) => formatProgram({ operations: [operation] }).trim())
      .join('; '),
  );

test('another handle of the same kind stands in, be it earlier or later', () => {
  // The second BTF is needed anyway; the first is not, and comes before it.
  expect(standIns('v = btf.open vmlinux\nmodule.load soc_a\nb = btf.open soc_a\nmap.create b plain user=v')).toEqual([
    'module.load soc_a; b = btf.open soc_a; map.create b plain user=b',
    'v = btf.open vmlinux; module.load soc_a; map.create v plain user=v',
  ]);
});

test('a duplicate is of the kind of what it is a duplicate of, and nothing else stands in', () => {
  expect(standIns('b = btf.load\nd = fd.dup b\nfd.close d')).toEqual([
    'd = fd.dup d; fd.close d',
    'b = btf.load; fd.close b',
  ]);
  expect(standIns('b = btf.load\np = prog.load_syscall\nfd.close p')).toEqual([]);
});
