// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The law that exploration by parts stands on: an operation does to a state what it does to the parts that it names.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cellOf, createModel, namings, type Key, type Model, type State, type Table } from '../../model';
import { PROFILE_NAMES, profileNamed, type Operation, type ProfileName } from '../../spec';
import { rename } from './component';
import { everything } from './everything';
import { normal } from './normal';
import { Parts, type PartId } from './parts';
import { staleStandsAlone, tourScope, type Scope } from './scope';
import { ways, wander, type Choice } from './testing/wander';

const same = (names: readonly string[]): ReadonlyMap<string, string> => new Map(names.map((name) => [name, name]));

/** A state without the objects that are not of these. */
function restricted(state: State, keys: readonly Key[]): State {
  const of = (table: Table<{ readonly key: Key }>): readonly string[] =>
    table.keys.filter((name) => keys.includes(table.get(name)?.key ?? ''));
  return rename(state, { keys: same(keys), handles: same(of(state.files)), paths: same(of(state.pins)) });
}

interface Happening {
  readonly cell: string;
  readonly parts: readonly PartId[];
}

const happenings = (model: Model, parts: Parts, state: State, operation: Operation): readonly Happening[] =>
  model.step(state, operation).map((transition) => ({
    cell: cellOf(state, operation, transition),
    parts: parts.of(transition.next),
  }));

/** What an operation does to a state: to the parts that it names, with all others as they were. */
function partly(model: Model, parts: Parts, state: State, operation: Operation): readonly Happening[] {
  const named = namings(state, operation).flatMap(({ object }) => (object === undefined ? [] : [object.key]));
  const all = parts.locate(state);
  const touched = all.filter(({ order }) => order.some((key) => named.includes(key)));
  const others = all.filter((part) => !touched.includes(part)).map(({ id }) => id);
  const alone = restricted(
    state,
    touched.flatMap(({ order }) => order),
  );
  return happenings(model, parts, alone, operation).map(({ cell, parts: after }) => ({
    cell,
    parts: [...others, ...after].sort((a, b) => a - b),
  }));
}

/** Looks for a state in which an operation does more, or less, than it does to the parts that it names. */
function seek(profile: ProfileName, scope: Scope, numRuns: number): fc.RunDetails<[readonly Choice[]]> {
  const model = createModel(profileNamed(profile));
  const parts = new Parts();
  const property = fc.property(ways(60), (way) => {
    const state = normal(wander(model, scope, way).at(-1) ?? model.initial);
    for (const operation of everything(state, scope))
      expect(partly(model, parts, state, operation)).toEqual(happenings(model, parts, state, operation));
  });
  return fc.check(property, { numRuns, seed: 1, endOnFailure: true });
}

test.each(PROFILE_NAMES)('an operation changes only the parts that it names (%s)', (profile) => {
  const found = seek(profile, { ...tourScope(profile), modules: 3, holds: 1 }, 12);
  expect(found.failed ? found.errorInstance : undefined).toBeUndefined();
});

test('that is not so where an object of a module that is gone keeps its name, so such scopes are refused', () => {
  expect(staleStandsAlone('6.9')).toBe(false);
  const scope = { ...tourScope('6.9'), modules: 1, maps: 1, stale: 1 };
  expect(seek('6.9', scope, 40).failed).toBe(true);
});
