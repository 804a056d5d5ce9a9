// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import { TOUR_SCOPE } from '../../generators/explore';
import { UsageError } from '../errors';
import { formatScope, parseScope } from './scope';

describe('a scope', () => {
  test('is read as it is written', () => {
    expect(parseScope(formatScope(TOUR_SCOPE))).toEqual(TOUR_SCOPE);
    expect(parseScope('modules=3,maps=5,depth=7')).toMatchObject({ modules: 3, maps: 5, links: 0, pins: 0, depth: 7 });
  });

  test.each([
    ['modles=2', "--scope has no bound 'modles'", 'modules'],
    ['maps=x', "needs a number from 0 to 99 for maps, but has 'x'", 'modules=2'],
    ['maps', "needs a number from 0 to 99 for maps, but has ''", 'modules=2'],
    ['maps=-1', "but has '-1'", 'modules=2'],
    ['maps=1,maps=2', '--scope has maps twice', 'modules=2'],
    ['maps=1000', "but has '1000'", 'modules=2'],
    ['modules=4', 'has 4 modules, but there are three', 'modules=3'],
    ['', "--scope has no bound ''", 'modules, maps'],
  ])('%j is refused with cause and cure', (text, cause, cure) => {
    expect(() => parseScope(text)).toThrow(UsageError);
    expect(() => parseScope(text)).toThrow(cause);
    expect(() => parseScope(text)).toThrow(cure);
  });
});
