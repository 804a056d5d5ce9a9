// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The same programs about another type, and with more in their maps.
import { expect, test } from '@jest/globals';
import { clausesAlong } from '../witness';
import { formatProgram, parseProgram, programIn } from '../text';
import { elsewhere } from './elsewhere';
import { filled } from './filled';
import { linked, model, textsOf } from './testing/linked';

test('a program about a link is one about a link of a TCP congestion control, and comes to the same clause', () => {
  const [other, ...more] = elsewhere(model, linked);
  expect(more).toEqual([]);
  expect(formatProgram(other ?? linked)).toMatchInlineSnapshot(`
   "tcp_ssthresh   = prog.load none tcp_congestion_ops ssthresh
   tcp_undo_cwnd  = prog.load none tcp_congestion_ops undo_cwnd
   tcp_cong_avoid = prog.load none tcp_congestion_ops cong_avoid
   m              = map.create none tcp_congestion_ops link
                    map.update m .ssthresh=tcp_ssthresh .undo_cwnd=tcp_undo_cwnd .cong_avoid=tcp_cong_avoid .name=1
   l              = link.create m
                    link.update l m
   "
  `);
  expect(parseProgram(formatProgram(other ?? linked))).toEqual({ kind: 'program', program: other });
  expect(clausesAlong(model, other ?? { operations: [] }).at(-1)).toBe(clausesAlong(model, linked).at(-1));
});

test('a program without a link, or whose end is another elsewhere, stays where it is', () => {
  expect(elsewhere(model, programIn('module.load soc_a\nmodule.unload soc_a'))).toEqual([]);
  expect(elsewhere(model, { operations: [...linked.operations, ...programIn('module.log soc_a').operations] })).toEqual(
    [],
  );
});

test('a map that is filled with nothing gets a program, one that is not filled is filled before', () => {
  const begun = 'module.load soc_a\nb = btf.open soc_a\nm = map.create b plain\n';
  expect(textsOf(filled(model, programIn(`${begun}map.update m`)))).toEqual([
    formatProgram(programIn(`${begun}f = prog.load b plain run\nmap.update m .run=f`)),
  ]);
  expect(textsOf(filled(model, programIn(`${begun}map.lookup m`)))).toEqual([
    formatProgram(programIn(`${begun}map.update m\nmap.lookup m`)),
  ]);
  expect(filled(model, programIn('module.load soc_a'))).toEqual([]);
});
