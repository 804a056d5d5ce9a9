// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { observableClauses } from '../../../spec';
import { columnFor } from '../../testing/columns';
import { standingOf } from './column';
import { changesBetween, isRegression } from './diff';
import { countOf, differs, matrixOf } from './matrix';

const old = columnFor('6.1', { counts: { 'MAP-CREATE-02': 3 } });
const sound = columnFor('6.12', { counts: { 'MAP-UPDATE-13': 2, 'MAP-UPDATE-17': 9 } });
const broken = columnFor('6.12', { counts: { 'MAP-UPDATE-17': 4 }, violated: ['MAP-UPDATE-13'] });
const absent = columnFor(undefined, { verdict: 'unavailable', reason: 'no such kernel' });

test('how a clause fares', () => {
  expect(standingOf('MAP-UPDATE-13', sound)).toBe('agrees');
  expect(standingOf('MAP-UPDATE-13', broken)).toBe('deviates');
  expect(standingOf('MAP-UPDATE-24', sound)).toBe('not run');
  expect(standingOf('REG-07', old)).toBe('not applicable');
  expect(standingOf('MOD-UNLOAD-09', sound)).toBe('not applicable');
  expect(standingOf('MAP-UPDATE-13', absent)).toBe('not run');
});

test('a clause that is violated deviates, however often it was kept elsewhere', () => {
  expect(standingOf('MAP-UPDATE-17', { ...broken, violated: ['MAP-UPDATE-17'] })).toBe('deviates');
});

test('the standings of a column add up to the rows', () => {
  const matrix = matrixOf([old, sound, broken]);
  for (const column of [0, 1, 2]) {
    const counted = (['agrees', 'deviates', 'not applicable', 'not run'] as const).map((each) =>
      countOf(matrix, column, each),
    );
    expect(counted.reduce((a, b) => a + b)).toBe(matrix.rows.length);
  }
  expect(countOf(matrix, 1, 'agrees') + countOf(matrix, 1, 'not run')).toBe(observableClauses('6.12').length);
});

test('kernels differ where one deviates and another agrees, not where one was not run', () => {
  const rows = matrixOf([sound, broken, absent]).rows.filter(differs);
  expect(rows.map(({ clause }) => clause)).toEqual(['MAP-UPDATE-13']);
});

test('changes between two campaigns', () => {
  expect(changesBetween(sound, sound)).toEqual([]);
  const changes = changesBetween(sound, broken);
  expect(changes).toEqual([{ clause: 'MAP-UPDATE-13', before: 'agrees', after: 'deviates' }]);
  expect(changes.map(isRegression)).toEqual([true]);
  expect(changesBetween(broken, sound).map(isRegression)).toEqual([false]);
});
