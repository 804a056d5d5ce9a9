// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cellOf, createModel } from '../../model';
import { DEFAULT_PROFILE, moduleRegister, profileNamed, quiesce, type Program } from '../../spec';
import { formatProgram, parseProgram } from '../text';
import { survey } from './atlas';
import { everything } from './everything';
import { TOUR_SCOPE, type Scope } from './scope';
import { ways, wander } from './testing/wander';
import { PROMPT } from './time';
import { tourOf } from './tour';

const model = createModel(profileNamed(DEFAULT_PROFILE));
const scope = { ...TOUR_SCOPE, modules: 1, maps: 1, links: 1, programs: 1 };
const atlas = survey(model, scope);
const tour = tourOf(atlas);

/** The cells of a program whose releases are never late. */
function cellsOf({ operations }: Program): readonly string[] {
  let state = model.initial;
  return operations.flatMap((operation) => {
    const transitions = model.step(state, operation);
    const [first] = transitions;
    if (first === undefined) throw new Error(`nothing is allowed for ${operation.op}`);
    const cell = cellOf(state, operation, first);
    state = PROMPT.after(first.next);
    return transitions.length > 1 || operation.op === quiesce.op ? [] : [cell];
  });
}

describe('a tour', () => {
  test('has every reachable cell of its scope, in programs that the model follows', () => {
    expect(tour.missed).toEqual([]);
    expect(new Set(tour.programs.flatMap(cellsOf))).toEqual(tour.cells);
  });

  test('is of programs that can be written down', () => {
    for (const program of tour.programs)
      expect(parseProgram(formatProgram(program))).toEqual({ kind: 'program', program });
  });

  test('registers no more than one further type in a program, so that no table of types grows under a map', () => {
    for (const { operations } of tour.programs) {
      const registers = operations.filter(({ op }) => op === moduleRegister.op);
      let state = model.initial;
      let done = 0;
      for (const operation of operations) {
        const [first] = model.step(state, operation);
        if (registers.includes(operation) && first?.ret === 0) done++;
        state = first?.next ?? state;
      }
      expect(done).toBeLessThan(2);
    }
  });

  test('needs few operations for each cell', () => {
    const operations = tour.programs.reduce((sum, program) => sum + program.operations.length, 0);
    expect(operations).toBeLessThan(6 * atlas.reachable.size);
  });

  test('for whom some operations cannot be carried out does without them, and misses no cell that is left', () => {
    const few: ReadonlySet<string> = new Set(['module.load', 'module.unload', 'btf.open', 'map.create', 'fd.close']);
    const atlasOfFew = survey(model, scope, ({ op }) => few.has(op));
    const { programs, cells, missed } = tourOf(atlasOfFew);
    expect(missed).toEqual([]);
    expect(cells.size).toBeGreaterThan(50);
    expect(new Set(programs.flatMap(cellsOf))).toEqual(cells);
    const used = new Set(programs.flatMap(({ operations }) => operations.map(({ op }) => op)));
    expect([...used].filter((op) => !few.has(op) && op !== quiesce.op)).toEqual([]);
  });

  test('of the same scope is the same', () => {
    const small = { ...scope, links: 0, programs: 0 };
    expect(tourOf(survey(model, small))).toEqual(tourOf(survey(model, small)));
  });
});

/** Cells that random ways through a scope meet and that its survey does not know. */
function overlooked(scope: Scope, numRuns: number): readonly string[] {
  const { reachable, leftOut } = survey(model, scope);
  const found = new Set<string>();
  const property = fc.property(ways(100, false), (way) => {
    const state = wander(model, scope, way).at(-1) ?? model.initial;
    for (const operation of everything(state, scope))
      for (const transition of model.step(state, operation)) {
        const cell = cellOf(state, operation, transition);
        if (!reachable.has(cell) && !leftOut.has(cell)) found.add(cell);
      }
  });
  fc.assert(property, { numRuns, seed: 1 });
  return [...found];
}

describe('a survey', () => {
  test.each([
    ['one of each', scope],
    ['two maps, two links', { ...scope, maps: 2, links: 2 }],
    ['three maps', { ...scope, maps: 3, programs: 0 }],
  ])('of %s knows every cell that a way through it can meet', (_name, bounds) => {
    expect(overlooked(bounds, 150)).toEqual([]);
  });

  test('tells what needs the kernel to be late from what a program can count on', () => {
    expect(atlas.leftOut.get('module.unload name=(module 1type late) -> RELEASE-01 -EAGAIN')).toBe('late');
    expect([...atlas.leftOut.keys()].filter((cell) => atlas.reachable.has(cell))).toEqual([]);
  });
});
