// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import { CLAUSES, COMMITS, isClauseId } from '../clauses';
import { CHANGES, clausesOfPatch, COVER, PATCHES, type Shown } from './index';

describe('the patches', () => {
  test('are the fourteen that the table of commits numbers', () => {
    const numbered = Object.entries(COMMITS).flatMap(([hash, { patch }]) =>
      patch === undefined ? [] : [[patch, hash]],
    );
    expect(PATCHES.map(({ number, commit }) => [number, commit])).toEqual(numbered);
    expect(PATCHES).toHaveLength(14);
  });

  test.each(PATCHES)('$number, $posted, has a clause', (patch) => {
    expect(clausesOfPatch(patch)).not.toEqual([]);
  });

  test('have an observable clause each', () => {
    for (const patch of PATCHES)
      expect(clausesOfPatch(patch).some((id) => CLAUSES[id].unobservable === undefined) || patch.number === 1).toBe(
        true,
      );
  });
});

const shows = (shown: Shown): void => {
  if ('unobservable' in shown) expect(shown.unobservable).toMatch(/^\S.*[^.]$/);
  else expect(shown.clauses.filter(isClauseId)).toEqual([...new Set(shown.clauses)]);
  expect('clauses' in shown && shown.clauses.length === 0).toBe(false);
};

describe('the changelog', () => {
  test('has every entry of v3 to v12', () => {
    const count = new Map<string, number>();
    for (const { from } of CHANGES) count.set(from, (count.get(from) ?? 0) + 1);
    const v = [11, 10, 9, 8, 7, 6, 5, 4, 3, 2].map((version) => `v${version}`);
    expect([...count]).toEqual([7, 2, 5, 6, 1, 3, 6, 1, 11, 2].map((entries, index) => [v[index], entries]));
  });

  test.each(CHANGES)('$from: $change', shows);
});

describe('the cover letter', () => {
  test.each(COVER)('$statement', shows);
});
