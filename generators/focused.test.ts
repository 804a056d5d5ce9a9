// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { createModel, touchedBy } from '../model';
import { DEFAULT_PROFILE, OPERATIONS, PROFILES, profileNamed, type Program } from '../spec';
import { generateFocused, type FocusedOptions } from './focused';
import { meetsHazard } from './hazards';
import { generateProgram, DEFAULTS } from './program';
import { Rarity } from './rarity';
import { formatProgram, parseProgram } from './text';

const model = createModel(profileNamed(DEFAULT_PROFILE));
const door = { operations: new Set(OPERATIONS.map(({ op }) => op)), hazards: false };
const some = (count: number, options: FocusedOptions = door, seed = 5, of = model): readonly Program[] =>
  Array.from({ length: count }, (_, index) => generateFocused(of, { ...options, seed, index }));

test('the same seed and index give the same program, others give others', () => {
  const programs = some(40).map((program) => formatProgram(program));
  expect(some(10).map((program) => formatProgram(program))).toEqual(programs.slice(0, 10));
  expect(some(1, door, 6).map((program) => formatProgram(program))).not.toEqual(programs.slice(0, 1));
  expect(new Set(programs).size).toBe(40);
});

test.each(PROFILES.map((profile) => [profile.name, createModel(profile)] as const))(
  'in profile %s programs parse back from their text',
  (_name, of) => {
    for (const program of some(5, door, 5, of))
      expect(parseProgram(formatProgram(program))).toEqual({ kind: 'program', program });
  },
);

test('nothing that cripples a kernel, unless it is wanted', () => {
  expect(some(150).filter((program) => meetsHazard(model, program))).toEqual([]);
  const wanted = some(150, { ...door, hazards: true });
  expect(wanted.filter((program) => meetsHazard(model, program)).length).toBeGreaterThan(0);
});

test('only what the implementation can express', () => {
  const expresses: FocusedOptions['expresses'] = ({ op }) => !op.startsWith('pin.');
  for (const { operations } of some(40, { ...door, expresses }))
    expect(operations.some(({ op }) => op.startsWith('pin.'))).toBe(false);
});

/** The share of operations that touch the object that most of the program's operations touch. */
function concentration({ operations }: Program): number {
  const touched = new Map<string, number>();
  let state = model.initial;
  for (const operation of operations) {
    for (const { key } of touchedBy(state, operation))
      if (!key.startsWith('btf:')) touched.set(key, (touched.get(key) ?? 0) + 1);
    state = model.step(state, operation)[0]?.next ?? state;
  }
  return Math.max(0, ...touched.values()) / operations.length;
}

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;

test('more of a program is about one object than of one that is drawn freely', () => {
  const free = Array.from({ length: 60 }, (_, index) =>
    generateProgram(model, { ...DEFAULTS, operations: door.operations, seed: 5, index }),
  );
  expect(mean(some(60).map(concentration))).toBeGreaterThan(1.3 * mean(free.map(concentration)));
});

test('a preference chooses the operations', () => {
  const preference = new Rarity(model, 4, 0.9);
  const rare = some(20, { ...door, preference });
  expect(rare.map((program) => formatProgram(program))).not.toEqual(some(20).map((program) => formatProgram(program)));
});
