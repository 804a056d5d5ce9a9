// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import { createModel } from '../../model';
import { DEFAULT_PROFILE, profileNamed } from '../../spec';
import { lifecycle } from './alphabet';
import { TOUR_SCOPE, type Scope } from './scope';
import { Parts } from './parts';
import { Search } from './search';
import { Space } from './space';
import { countStates } from './testing/plain';
import { LATE } from './time';

const model = createModel(profileNamed(DEFAULT_PROFILE));
const scopeOf = (modules: number, maps: number, links: number, programs: number): Scope => ({
  ...TOUR_SCOPE,
  holds: 1,
  modules,
  maps,
  links,
  programs,
});
const searchOf = (scope: Scope): Search =>
  new Search(new Space({ model, parts: new Parts(), scope, time: LATE }, lifecycle));

describe('the search by parts', () => {
  test.each([
    [1, 1, 0, 0],
    [2, 1, 0, 0],
    [1, 2, 0, 0],
    [1, 1, 1, 0],
    [1, 1, 0, 1],
  ])('finds as many states of %i modules, %i maps, %i links, %i programs as a plain one', (...bounds) => {
    const scope = scopeOf(...bounds);
    const search = searchOf(scope);
    search.run();
    expect(search.complete).toBe(true);
    expect(search.states.size).toBe(countStates(model, scope));
  });
});
