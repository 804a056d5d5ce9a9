// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { createModel } from '../../model';
import { DEFAULT_PROFILE, profileNamed, type Program } from '../../spec';
import { meetsHazard } from '../hazards';
import { formatOperation, formatProgram, programIn } from '../text';
import { ordersOf, variationsOf } from './index';

const model = createModel(profileNamed(DEFAULT_PROFILE));

const freeze = programIn('m = map.create none tcp_congestion_ops\nmap.delete m');
const varied = (...programs: readonly Program[]): readonly Program[] => [
  ...variationsOf(model, programs),
  ...ordersOf(model, programs),
];

test('an operation is tried with each argument otherwise, and everything is looked at', () => {
  expect(variationsOf(model, [freeze]).map((program) => formatProgram(program))).toMatchSnapshot();
});

test('two neighbouring checks refuse one operation', () => {
  expect(ordersOf(model, [freeze]).map((program) => formatProgram(program))).toMatchSnapshot();
});

test('nothing is tried twice', () => {
  const once = varied(freeze).length;
  expect(once).toBeGreaterThan(0);
  expect(varied(freeze, freeze)).toHaveLength(once);
});

test('variations are programs that the text form has, bind a name once and meet no hazard', () => {
  const programs = varied(
    programIn(
      'module.load soc_a\nb = btf.open soc_a\nm = map.create b plain link\nmap.update m .tag=1\nl = link.create m',
    ),
    programIn('module.load soc_a\nb = btf.open soc_a\nm = map.create b plain\nmap.update m .tag=1'),
    programIn('module.load soc_a\nmodule.register soc_a owned'),
    programIn('p = prog.load none tcp_congestion_ops ssthresh'),
  );
  expect(programs.length).toBeGreaterThan(10);
  for (const program of programs) {
    const bound = program.operations.flatMap(({ result }) => result ?? []);
    expect(new Set(bound).size).toBe(bound.length);
    expect(meetsHazard(model, program)).toBe(false);
    expect(programIn(formatProgram(program)).operations.map(formatOperation)).toEqual(
      program.operations.map(formatOperation),
    );
  }
});

test('a program without operations has no variations', () => {
  expect(varied({ operations: [] })).toEqual([]);
});
