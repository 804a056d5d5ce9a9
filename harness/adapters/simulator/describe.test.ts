// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { programIn } from '../../../generators';
import { describe as describeState } from './describe';
import { Faults } from './faults';
import { boot } from './kernel/boot';
import { carryOut, entriesOf } from './run';
import { Process } from './syscalls/process';

/** What lives after a program, with nothing that was put off done yet. */
function after(text: string): readonly string[] {
  const process = new Process(boot(new Faults(undefined)));
  const { operations } = programIn(text);
  entriesOf(operations).forEach((entry, index) => {
    const operation = operations[index];
    if (operation !== undefined) carryOut(process, entry, operation);
  });
  return describeState(process);
}

const LINK = `
module.load soc_a
b = btf.open soc_a
m = map.create b plain link
map.update m
l = link.create m
`;

test('modules and objects, by the first name of each', () => {
  expect(after(`${LINK}d = fd.dup l`)).toEqual(['soc_a: live, refcnt 1', 'm: READY, refcnt 2', 'l: on m, refcnt 1']);
});

test('what was detached, and what is gone', () => {
  expect(after(`${LINK}link.detach l`)).toEqual([
    'soc_a: live, refcnt 1',
    'm: READY, refcnt 1',
    'l: detached, refcnt 1',
  ]);
  expect(after(`${LINK}fd.close l\nfd.close m\nquiesce`)).toEqual(['soc_a: live, refcnt 0', 'm: freed', 'l: freed']);
});

test('a map without links, and a program in it', () => {
  expect(
    after(
      'module.load soc_a\nb = btf.open soc_a\np = prog.load b plain run\nm = map.create b plain\nmap.update m .run=p',
    ),
  ).toEqual(['soc_a: live, refcnt 1', 'p: refcnt 2', 'm: INUSE, refcnt 2']);
});
