// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { survey, TOUR_SCOPE } from '../../generators/explore';
import { createModel } from '../../model';
import { DEFAULT_PROFILE, profileNamed } from '../../spec';
import { tourReport } from './tour';

const scope = { ...TOUR_SCOPE, modules: 1, maps: 0, links: 0, programs: 0 };
const atlas = survey(createModel(profileNamed(DEFAULT_PROFILE)), scope);
const [first = '', second = '', ...rest] = atlas.reachable.keys();
const counts = (cells: readonly string[]): Record<string, number> => Object.fromEntries(cells.map((cell) => [cell, 1]));

test('every reachable cell is exercised, violated or missed, and only one of them', () => {
  const report = tourReport(atlas, counts(rest), new Set([first]));
  expect(report).toMatchObject({
    reachable: rest.length + 2,
    exercised: rest.length,
    violated: [first],
    missed: [second],
  });
  expect(report.scope).toEqual(scope);
});

test('a cell that was violated once and right another time was exercised', () => {
  const report = tourReport(atlas, counts([first, second, ...rest]), new Set([first]));
  expect(report).toMatchObject({ exercised: rest.length + 2, violated: [], missed: [] });
});

test('cells beyond the scope count for nothing', () => {
  expect(tourReport(atlas, { 'map.update far away': 7 }, new Set()).exercised).toBe(0);
});
