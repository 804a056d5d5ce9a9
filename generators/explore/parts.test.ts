// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createModel, stateFrom, type PlainState, type State } from '../../model';
import { DEFAULT_PROFILE, profileNamed } from '../../spec';
import { Parts } from './parts';
import { TOUR_SCOPE } from './scope';
import { ways, wander } from './testing/wander';

const model = createModel(profileNamed(DEFAULT_PROFILE));
const scope = { ...TOUR_SCOPE, holds: 1 };
const states = ways(40).map((way) => wander(model, scope, way).at(-1) ?? model.initial);

/** The same state under other names, in another order. */
function disguised(state: State): State {
  const text = JSON.stringify(state, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).reverse())
      : value,
  );
  const names = text.replaceAll(/\bn(\d+)\b/g, (_, number: string) => `x${String(997 - Number(number))}`);
  const swapped = names.replaceAll(/soc_(a|b)\b/g, (_, letter: string) => `soc_${letter === 'a' ? 'b' : 'a'}`);
  return stateFrom(JSON.parse(swapped) as PlainState);
}

describe('the parts of a state', () => {
  test('do not hang on the names and the order of its objects', () => {
    fc.assert(
      fc.property(states, (state) => {
        const parts = new Parts();
        expect(parts.of(disguised(state))).toEqual(parts.of(state));
      }),
    );
  });

  test('make up the state again', () => {
    fc.assert(
      fc.property(states, (state) => {
        const parts = new Parts();
        const ids = parts.of(state);
        expect(parts.of(parts.compose(ids).state)).toEqual(ids);
      }),
    );
  });

  test('count each object of the state once', () => {
    fc.assert(
      fc.property(states, (state) => {
        const parts = new Parts();
        const keys = parts.locate(state).flatMap(({ order }) => order);
        expect(new Set(keys).size).toBe(keys.length);
        for (const key of [...state.maps.keys, ...state.links.keys, ...state.progs.keys]) expect(keys).toContain(key);
      }),
    );
  });
});
