// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { allowedResults, operationsOf, type Shown } from '../../model/race';
import { closure, createModel, touchedBy, type Model, type State } from '../../model';
import {
  DEFAULT_PROFILE,
  OPERATIONS,
  PROFILES,
  profileNamed,
  type Json,
  type Operation,
  type RaceProgram,
} from '../../spec';
import { hazardOf } from '../hazards';
import { formatRace, parseRace } from '../text';
import { generateRace, type GeneratedRace } from './generate';

const model = createModel(profileNamed(DEFAULT_PROFILE));
const operations = new Set(OPERATIONS.map(({ op }) => op));
const door = { operations, hazards: false };
const some = (count: number, of: Model = model): GeneratedRace[] =>
  Array.from({ length: count }, (_, index) => generateRace(of, { ...door, seed: 5, index }));
const races = some(24);

test('the same seed and index give the same race, others give others', () => {
  const told = (each: readonly GeneratedRace[]) => each.map(({ race, allowed: { results } }) => ({ race, results }));
  expect(told(some(5))).toEqual(told(races.slice(0, 5)));
  expect(new Set(races.map(({ race }) => JSON.stringify(race))).size).toBe(races.length);
});

test.each(PROFILES.map((profile) => [profile.name, createModel(profile)] as const))(
  'in profile %s races parse back from their text',
  (_name, of) => {
    for (const { race } of some(3, of)) expect(parseRace(formatRace(race))).toEqual({ kind: 'race', race });
  },
);

test('two to four threads of one to three operations, and almost always something to decide', () => {
  for (const { race } of races) {
    expect(race.threads.length).toBeGreaterThanOrEqual(2);
    expect(race.threads.length).toBeLessThanOrEqual(4);
    for (const thread of race.threads) {
      expect(thread.length).toBeGreaterThanOrEqual(1);
      expect(thread.length).toBeLessThanOrEqual(3);
    }
  }
  const decisive = races.filter(({ allowed }) => allowed.results.length > 1);
  expect(decisive.length / races.length).toBeGreaterThan(0.9);
});

test('threads meet: most often two of them name the same object', () => {
  const meeting = races.filter(({ race }) => {
    const state = race.prefix.reduce((before, each) => model.step(before, each)[0]?.next ?? before, model.initial);
    const named = race.threads.map((thread) => new Set(thread.flatMap((each) => keys(state, each))));
    return named.some((left, at) => named.slice(at + 1).some((right) => [...left].some((key) => right.has(key))));
  });
  expect(meeting.length / races.length).toBeGreaterThan(0.5);
});

const keys = (state: State, operation: Operation): string[] => [
  ...touchedBy(state, operation).map(({ key }) => key),
  ...(typeof operation.args['name'] === 'string' ? [`module:${operation.args['name']}`] : []),
];

test('only what the implementation can express is generated', () => {
  const few = new Set([
    'module.load',
    'btf.open',
    'map.create',
    'map.update',
    'map.delete',
    'map.lookup',
    'module.info',
  ]);
  const expresses = (operation: Operation): boolean => operation.args['types'] === undefined;
  for (let index = 0; index < 10; index++) {
    const { race } = generateRace(model, { operations: few, expresses, hazards: false, seed: 3, index });
    for (const operation of operationsOf(race)) {
      expect(few).toContain(operation.op);
      expect(expresses(operation)).toBe(true);
    }
  }
});

test('no interleaving of a race holds a hazard, and some do when they are asked for', () => {
  const forbids = (state: State, operation: Operation): string | undefined => hazardOf(state, operation)?.name;
  for (const { race } of races) expect(allowedResults(model, race, { forbids }).kind).toBe('all');
  const grow = parseRace(`
module.load soc_a types=all
module.register soc_a good1
module.register soc_a good2
b = btf.open soc_a
| m = map.create b plain | module.register soc_a good3
`);
  if (grow.kind !== 'race') throw new Error(grow.message);
  expect(allowedResults(model, grow.race, { forbids })).toEqual({
    kind: 'unsupported',
    reason: 'grow-table-under-maps',
  });
});

describe('a sequential execution', () => {
  test('is always an allowed result, in whatever order the operations are run, whenever workers run', () => {
    fc.assert(
      fc.property(fc.nat(races.length - 1), fc.infiniteStream(fc.nat(1000)), (index, draws) => {
        const { race, allowed } = races[index] ?? { race: { prefix: [], threads: [], suffix: [] }, allowed: undefined };
        expect(allowed?.lookUp(sequential(race, draws)).kind).toBe('found');
      }),
      { numRuns: 400 },
    );
  });
});

/** Runs the operations one after the other, in an order that `draws` chooses, and tells what each came to. */
function sequential(race: RaceProgram, draws: Iterator<number>): readonly Shown[] {
  const pick = <T>(list: readonly T[]): T => list[draw() % list.length] as T;
  const draw = (): number => Number(draws.next().value);
  const ids = new Map<string, number>();
  let state = model.initial;
  const run = (operation: Operation): Shown => {
    const { ret, value, next } = pick(model.step(pick(closure(state, 512) ?? [state]), operation));
    state = next;
    return value === undefined ? { ret } : { ret, value: concrete(value, ids) };
  };
  const prefix = race.prefix.map(run);
  const done: Shown[][] = race.threads.map(() => []);
  const left = (): number[] =>
    race.threads.flatMap((thread, at) => ((done[at]?.length ?? 0) < thread.length ? [at] : []));
  for (let open = left(); open.length > 0; open = left()) {
    const at = pick(open);
    const operation = race.threads[at]?.[done[at]?.length ?? 0];
    if (operation !== undefined) done[at]?.push(run(operation));
  }
  return [...prefix, ...done.flat(), ...race.suffix.map(run)];
}

function concrete(pattern: unknown, ids: Map<string, number>): Json {
  if (Array.isArray(pattern)) return pattern.map((item) => concrete(item, ids));
  if (typeof pattern !== 'object' || pattern === null) return pattern as Json;
  if ('@any' in pattern) return 1;
  if (!('@id' in pattern))
    return Object.fromEntries(Object.entries(pattern).map(([field, item]) => [field, concrete(item, ids)]));
  const key = String(pattern['@id']);
  ids.set(key, ids.get(key) ?? ids.size + 1);
  return ids.get(key) ?? 0;
}
