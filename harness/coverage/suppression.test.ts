// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import type { Program } from '../../spec';
import { Swarm, type Influence, type Influences } from './suppression';

/** Numbers between 0 and 1, always the same ones (Lehmer's generator, MINSTD). */
function chances(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

interface Drawn {
  readonly length: number;
  readonly quiesce: boolean;
}

/** Programs of 1 to 60 operations; whether one has `quiesce`, and exercises the clause C, is for the test to say. */
function swarm(
  programs: number,
  hasQuiesce: (length: number, chance: number) => boolean,
  exercises: (drawn: Drawn, chance: number) => boolean,
  own: Parameters<Swarm['influences']>[0] = () => false,
): Influences {
  const chance = chances(programs);
  const all = new Swarm();
  for (let index = 0; index < programs; index++) {
    const length = 1 + Math.floor(60 * chance());
    const quiesce = hasQuiesce(length, chance());
    const operations = Array.from({ length }, (_, position) => ({
      op: position === 0 && quiesce ? 'quiesce' : 'btf.list',
      args: {},
    }));
    const program: Program = { operations };
    all.add(program, length, exercises({ length, quiesce }, chance()) ? ['C', 'D'] : ['D']);
  }
  return all.influences(own);
}

const half = (_: number, chance: number): boolean => chance < 0.5;
const named = (influences: readonly Influence[]): readonly string[] =>
  influences.map(({ clause, operation }) => `${operation} ${clause}`);

describe('an influence', () => {
  test('is found where there is one, with its figures', () => {
    const found = swarm(2000, half, ({ quiesce }, chance) => chance < (quiesce ? 0.2 : 0.5));
    expect(named(found.suppressors)).toEqual(['quiesce C']);
    expect(found.triggers).toEqual([]);
    const [suppressor] = found.suppressors;
    expect(suppressor?.with.share).toBeCloseTo(0.2, 1);
    expect(suppressor?.without.share).toBeCloseTo(0.5, 1);
    expect((suppressor?.with.programs ?? 0) + (suppressor?.without.programs ?? 0)).toBe(2000);
    expect(suppressor?.with.high).toBeLessThan(suppressor?.without.low ?? 0);
  });

  test('the other way round is a trigger', () => {
    const found = swarm(2000, half, ({ quiesce }, chance) => chance < (quiesce ? 0.5 : 0.2));
    expect(named(found.triggers)).toEqual(['quiesce C']);
    expect(found.suppressors).toEqual([]);
  });

  test('is not seen where there is none', () => {
    for (let programs = 1000; programs < 1050; programs++) {
      const found = swarm(programs, half, (_, chance) => chance < 0.4);
      expect([...found.suppressors, ...found.triggers]).toEqual([]);
    }
  });

  test('is not the length of the programs in disguise', () => {
    const longer = (length: number, chance: number): boolean => chance < length / 60;
    const found = swarm(4000, longer, ({ length }, chance) => chance < length / 60);
    expect([...found.suppressors, ...found.triggers]).toEqual([]);
  });

  test('shows through the length of the programs', () => {
    const longer = (length: number, chance: number): boolean => chance < length / 60;
    const found = swarm(4000, longer, ({ length, quiesce }, chance) => chance < (length / 60) * (quiesce ? 0.5 : 1));
    expect(named(found.suppressors)).toEqual(['quiesce C']);
  });

  test('takes more than a few programs', () => {
    const found = swarm(
      2000,
      (_, chance) => chance < 0.01,
      ({ quiesce }) => quiesce,
    );
    expect(found).toMatchObject({ programs: 2000, suppressors: [], triggers: [] });
  });

  test('is none when the operation decides by the clause itself', () => {
    const always = ({ quiesce }: Drawn): boolean => quiesce;
    expect(named(swarm(2000, half, always).triggers)).toEqual(['quiesce C']);
    expect(swarm(2000, half, always, (operation, clause) => `${operation} ${clause}` === 'quiesce C').triggers).toEqual(
      [],
    );
  });
});

test('operations beyond those that were judged do not count', () => {
  const all = new Swarm();
  const operations = [
    { op: 'btf.list', args: {} },
    { op: 'quiesce', args: {} },
  ];
  for (let index = 0; index < 200; index++) all.add({ operations }, 1 + (index % 2), index % 2 === 0 ? ['C'] : []);
  expect(named(all.influences(() => false).suppressors)).toEqual(['quiesce C']);
});
