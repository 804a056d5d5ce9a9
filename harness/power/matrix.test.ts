// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, it } from '@jest/globals';
import { BAR, killersOf, median, survivorsOf, type Cell } from './matrix';

const cell = (fault: string, strategy: string, operations: number | null): Cell => ({
  fault,
  strategy,
  hunts: 1,
  kills: operations === null ? 0 : 1,
  operations,
  length: operations === null ? null : 3,
  clauses: operations === null ? [] : ['MAP-UPDATE-17'],
});

describe('survivors', () => {
  it('are seen by too few strategies', () => {
    const cells = [
      cell('seen', 'random', 10),
      cell('seen', 'tour', 20),
      cell('half', 'random', 10),
      cell('half', 'tour', null),
    ];
    expect(survivorsOf(cells)).toEqual(['half']);
  });

  it('are seen too late', () => {
    const cells = [cell('late', 'random', BAR.operations), cell('late', 'tour', 1)];
    expect(killersOf(cells)).toHaveLength(1);
    expect(survivorsOf(cells)).toEqual(['late']);
  });

  it('cannot be asked of more strategies than there were', () => {
    expect(survivorsOf([cell('seen', 'random', 10), cell('unseen', 'random', null)])).toEqual(['unseen']);
  });
});

describe('median', () => {
  it.each([
    [[3, 1, 2], 2],
    [[4, 1], 1],
    [[1, Infinity, Infinity], Infinity],
    [[1, 2, Infinity], 2],
    [[], Infinity],
  ])('of %j is %d', (values, middle) => {
    expect(median(values)).toBe(middle);
  });
});
