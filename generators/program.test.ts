// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import { observableClauses, OPERATIONS, DEFAULT_PROFILE, PROFILES, profileNamed, type Program } from '../spec';
import { createModel, type State } from '../model';
import { clausesAlong, DEFAULTS, formatProgram, generateProgram, hazardOf, parseProgram } from './index';

const profile = profileNamed(DEFAULT_PROFILE);
const model = createModel(profile);
const operations = new Set(OPERATIONS.map(({ op }) => op));
const some = (count: number, more: Partial<typeof DEFAULTS> = {}, of = model): Program[] =>
  Array.from({ length: count }, (_, index) =>
    generateProgram(of, { ...DEFAULTS, ...more, operations, seed: 42, index }),
  );

/** Calls `visit` with every operation of a program and the state before it. */
function walk(
  program: Program,
  visit: (state: State, operation: Program['operations'][number]) => void,
  of = model,
): void {
  let state = of.initial;
  for (const operation of program.operations) {
    visit(state, operation);
    state = of.step(state, operation)[0]?.next ?? state;
  }
}

describe.each(PROFILES.map((each) => [each.name, createModel(each)] as const))('in profile %s', (name, of) => {
  test('programs parse back from their text, and hold no hazard', () => {
    for (const program of some(60, {}, of)) {
      expect(parseProgram(formatProgram(program))).toEqual({ kind: 'program', program });
      walk(program, (state, operation) => expect(hazardOf(state, operation)).toBeUndefined(), of);
    }
  });

  test('a hundred programs make sense: most operations do something, and meet half the clauses', () => {
    const programs = some(100, { misuse: 0 }, of);
    let refused = 0;
    let all = 0;
    for (const program of programs)
      walk(
        program,
        (state, operation) => {
          all++;
          if ((of.step(state, operation)[0]?.ret ?? 0) < 0) refused++;
        },
        of,
      );
    expect(refused / all).toBeLessThan(0.25);
    const met = new Set(some(100, {}, of).flatMap((program) => clausesAlong(of, program)));
    expect(met.size / observableClauses(name).length).toBeGreaterThan(0.5);
  });
});

test('the same seed and index give the same program, others give others', () => {
  expect(some(50)).toEqual(some(50));
  expect(new Set(some(50).map((program) => JSON.stringify(program))).size).toBe(50);
});

test('programs keep to the length, the operations and the names that they may use', () => {
  for (const program of some(100, { maxOperations: 12 })) {
    expect(program.operations.length).toBeLessThanOrEqual(12);
    const results = program.operations.flatMap(({ result }) => result ?? []);
    expect(new Set(results).size).toBe(results.length);
  }
  const few = new Set(['module.load', 'module.unload']);
  const program = generateProgram(model, { ...DEFAULTS, operations: few, seed: 1, index: 1 });
  expect(program.operations.every(({ op }) => few.has(op))).toBe(true);
});

test('the text form of every program parses back to it', () => {
  for (const program of some(100)) expect(parseProgram(formatProgram(program))).toEqual({ kind: 'program', program });
});

test('no hazard is generated unless it is asked for', () => {
  let hazards = 0;
  for (const program of some(300))
    walk(program, (state, operation) => expect(hazardOf(state, operation)).toBeUndefined());
  for (const program of some(300, { hazards: true }))
    walk(program, (state, operation) => (hazards += hazardOf(state, operation) === undefined ? 0 : 1));
  expect(hazards).toBeGreaterThan(0);
});

describe('the share of misuse', () => {
  const refused = (misuse: number): number => {
    let count = 0;
    let all = 0;
    for (const program of some(100, { misuse }))
      walk(program, (state, operation) => {
        all++;
        if ((model.step(state, operation)[0]?.ret ?? 0) < 0) count++;
      });
    return count / all;
  };
  test('moves the share of refusals', () => {
    expect(refused(0)).toBeLessThan(0.2);
    expect(refused(0.8)).toBeGreaterThan(0.4);
  });
});

test('programs leave operations out: each uses some that another lacks', () => {
  const sets = some(40, { maxOperations: 60 }).map((program) => new Set(program.operations.map(({ op }) => op)));
  const everywhere = [...operations].filter((op) => sets.every((set) => set.has(op)));
  const nowhere = [...operations].filter((op) => sets.every((set) => !set.has(op)));
  expect(
    everywhere.every((op) => ['module.load', 'btf.open', 'map.create', 'map.update', 'prog.load'].includes(op)),
  ).toBe(true);
  expect(nowhere).toEqual([]);
});

test('a few hundred programs reach deep: a link moved, detached, unpinned, a module that a release still holds', () => {
  const seen = new Set(some(300).flatMap((program) => clausesAlong(model, program)));
  for (const clause of [
    'LINK-UPDATE-12',
    'LINK-DETACH-03',
    'RELEASE-01',
    'RELEASE-02',
    'MAP-DELETE-07',
    'LINK-UPDATE-08',
  ] as const)
    expect(seen).toContain(clause);
});
