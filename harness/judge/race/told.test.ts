// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Stages that nobody can tell apart run as one: that must lose no result.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseRace } from '../../../generators';
import { createModel } from '../../../model';
import { allowedResults, type Allowance } from '../../../model/race';
import { Plan } from '../../../model/race/plan';
import { DEFAULT_PROFILE, profileNamed, type RaceProgram } from '../../../spec';
import { SCENES } from './testing/scenes';

const model = createModel(profileNamed(DEFAULT_PROFILE));

/** Others may come in between any two stages. */
class Everywhere extends Plan {
  override isTold(): boolean {
    return this.threads.length > 1;
  }
}

function raceOf(text: string): RaceProgram {
  const parsed = parseRace(text);
  if (parsed.kind === 'error') throw new Error(`${parsed.message}\n${text}`);
  return parsed.race;
}

function shown(allowance: Allowance): readonly string[] {
  if (allowance.kind !== 'all') throw new Error('too many situations');
  const texts = allowance.results.results.map(({ endings }) =>
    JSON.stringify(endings.map(({ ret, value }) => ({ ret, value }))),
  );
  return [...new Set(texts)].sort();
}

const agree = (text: string): void => {
  const race = raceOf(text);
  const surroundings = (...given: ConstructorParameters<typeof Plan>): Plan => new Everywhere(...given);
  expect(shown(allowedResults(model, race))).toEqual(shown(allowedResults(model, race, { surroundings })));
};

const threads = fc.constantFrom(...SCENES).chain(({ prefix, operations }) => {
  const one = fc.constantFrom(...operations);
  return fc.tuple(one, one, one).map(([a, b, c]) => [...prefix, `| ${a} | ${b}`, `| | ${c}`].join('\n'));
});

test('no result is lost', () => {
  fc.assert(fc.property(threads, agree), { seed: 20240122, numRuns: 250 });
});

test('a pin can go while module.detach holds its link', () => {
  agree(`
module.load soc_a
b = btf.open soc_a
m = map.create b plain link
map.update m .tag=1
l = link.create m
pin.create l pin1
fd.close l
| module.detach soc_a plain | pin.remove pin1
|                           | module.log soc_a
`);
});
