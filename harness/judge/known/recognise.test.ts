// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import { programIn } from '../../../generators';
import { createModel } from '../../../model';
import { profileNamed, type History, type Program } from '../../../spec';
import type { Violation } from '../verdict';
import { ownKnownList } from '../../cli/known-file';
import { comingTo } from '../../testing/hazards';
import type { KnownDeviation } from './deviation';
import { recognise } from './recognise';

const model = createModel(profileNamed('6.12'));
const common = { reason: 'a reason', see: 'a page' };
const list = ownKnownList('6.12');

const knownAs = (known: readonly KnownDeviation[], program: Program, violation: Violation, history = NOTHING) =>
  recognise(model, known, { program, history, violation })?.finding;
const NOTHING: History = { steps: [], residue: [] };

const violating = (program: Program, kind: 'splat' | 'residue', ...lines: readonly string[]): Violation => ({
  kind,
  step: program.operations.length,
  observed: { lines },
  allowed: [],
  clauses: [kind === 'splat' ? 'LOG-01' : 'LEAK-01'],
  log: lines,
});

describe('what a kernel does not survive', () => {
  const growing = comingTo(model, 'grow-table-under-maps');
  const short: Program = { operations: growing.operations.slice(0, -1) };
  const line = 'BUG: KASAN: slab-use-after-free in bpf_struct_ops_map_update_elem+0x1/0x2';
  const splat = (program: Program, ...lines: readonly string[]) =>
    knownAs(list, program, violating(program, 'splat', ...lines));

  test('is known by what it logs, in a program that comes to it', () => {
    expect(splat(growing, line)).toBe('grow-table-under-maps');
    expect(splat(short, line)).toBeUndefined();
  });

  test('is not known by anything that is logged besides', () => {
    expect(splat(growing, line, 'WARNING: possible recursive locking detected')).toBeUndefined();
    expect(splat(growing, 'BUG: KASAN: slab-use-after-free in bpf_link_put+0x1/0x2')).toBeUndefined();
    expect(splat(growing, 'BUG: KASAN: slab-out-of-bounds in bpf_struct_ops_map_update_elem+0x1/0x2')).toBeUndefined();
  });

  test('is not known before the program has come to it', () => {
    const early: Violation = { ...violating(growing, 'splat', line), step: short.operations.length - 1 };
    expect(knownAs(list, growing, early)).toBeUndefined();
  });
});

describe('what the lists of others say', () => {
  const [program, other] = ['map.update m .owner=7', 'map.update m .spare=7'].map((last) =>
    programIn(`module.load soc_a types=owned\nb = btf.open soc_a\nm = map.create b owned\n${last}\n`),
  ) as [Program, Program];
  const mine: KnownDeviation = {
    finding: 'mine',
    shape: {
      kind: 'violations',
      violations: ['outcome MAP-UPDATE-13 map.update 0'],
      operation: 'map.update * .owner=*',
      needs: ['types=owned'],
    },
    program,
    ...common,
  };
  const outcome = ({ operations }: Program, ret: number): Violation => {
    const [operation] = operations.slice(-1);
    if (operation === undefined) throw new Error('it has operations');
    return { kind: 'outcome', step: 3, operation, observed: { ret }, allowed: [], clauses: ['MAP-UPDATE-13'], log: [] };
  };

  test('is known by outcome, operation and what it needs', () => {
    expect(knownAs([mine], program, outcome(program, 0))).toBe('mine');
    expect(knownAs([mine], program, outcome(program, 1))).toBeUndefined();
    expect(knownAs([mine], other, outcome(other, 0))).toBeUndefined();
    const lacking = programIn('module.load soc_a\nb = btf.open soc_a\nm = map.create b owned\nmap.update m .owner=7\n');
    expect(knownAs([mine], lacking, outcome(lacking, 0))).toBeUndefined();
  });
});
