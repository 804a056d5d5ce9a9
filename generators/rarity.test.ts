// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cellOf, createModel, type Model } from '../model';
import { DEFAULT_PROFILE, OPERATIONS, profileNamed, type Program } from '../spec';
import { DEFAULTS, generateProgram, type GeneratorOptions } from './program';
import { Rarity } from './rarity';

const model = createModel(profileNamed(DEFAULT_PROFILE));
const operations = new Set(OPERATIONS.map(({ op }) => op));

function drawn(seed: number, count: number, how: Partial<GeneratorOptions>): readonly Program[] {
  return Array.from({ length: count }, (_, index) =>
    generateProgram(model, { ...DEFAULTS, operations, ...how, seed, index }),
  );
}

const rarely = (seed: number, count: number): readonly Program[] =>
  drawn(seed, count, { preference: new Rarity(model, 16, 0.5) });

/** Different cells that programs come to, for each of their operations. */
function variety(of: Model, programs: readonly Program[]): number {
  const cells = new Set<string>();
  let count = 0;
  for (const program of programs) {
    let state = of.initial;
    for (const operation of program.operations) {
      const [transition] = of.step(state, operation);
      if (transition === undefined) throw new Error('the model is stuck');
      cells.add(cellOf(state, operation, transition));
      state = transition.next;
      count++;
    }
  }
  return cells.size / count;
}

test('the same seed gives the same programs', () => {
  fc.assert(
    fc.property(fc.nat({ max: 1000 }), (seed) => {
      expect(rarely(seed, 3)).toEqual(rarely(seed, 3));
    }),
    { numRuns: 10, seed: 1 },
  );
});

test('what is chosen for being rare is more varied than what is drawn', () => {
  for (const seed of [1, 2, 3])
    expect(variety(model, rarely(seed, 60))).toBeGreaterThan(1.2 * variety(model, drawn(seed, 60, {})));
});

test('of operations that were never seen, the first is taken, and then another one', () => {
  const rarity = new Rarity(model, 2, 1);
  const [load, list] = [
    { op: 'module.load', args: { name: 'soc_a' } },
    { op: 'btf.list', args: {} },
  ];
  const choose = () => rarity.choose(model.initial, [load, list])?.op;
  expect([choose(), choose(), choose(), choose()]).toEqual(['module.load', 'btf.list', 'module.load', 'btf.list']);
  expect(rarity.choose(model.initial, [])).toBeUndefined();
});
