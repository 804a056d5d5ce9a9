// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { observableClauses } from '../../spec';
import { demand } from './demand-flag';

describe('demand', () => {
  it('reads every clause with every fraction', () => {
    fc.assert(
      fc.property(fc.constantFrom('*', ...observableClauses('6.12')), fc.nat(1000), fc.nat(1000), (clause, a, b) => {
        const text = `${clause}>=${a + 1}/${a + b + 1}`;
        expect(demand(text)).toEqual([{ clause, share: (a + 1) / (a + b + 1), text }]);
      }),
    );
  });

  it.each([
    ['map-update-12>=.5', 'MAP-UPDATE-12', 0.5],
    ['PROG-LOAD-16A>=0.0001', 'PROG-LOAD-16a', 0.0001],
    ['*>=1', '*', 1],
  ])('reads %s', (text, clause, share) => {
    expect(demand(text)).toEqual([{ clause, share, text }]);
  });

  it('adds to those before', () => {
    const first = demand('*>=1/10000');
    expect(demand('MAP-UPDATE-12>=1/100', first)).toEqual([...first, ...demand('MAP-UPDATE-12>=1/100')]);
  });

  it.each(['', 'MAP-UPDATE-12', 'MAP-UPDATE-12>1/10', '>=1/10', 'MAP-UPDATE-12>=', 'MAP-UPDATE-12>='])(
    'refuses %j, which has not both halves',
    (text) => {
      expect(() => demand(text)).toThrow('--demand needs CLAUSE>=SHARE');
    },
  );

  it.each(['0', '0/1', '1/0', '2', '3/2', '-1', '1e-4', '1%', '1/2/3', '.', '0.5/0.6'])(
    'refuses a share of %s',
    (share) => {
      expect(() => demand(`*>=${share}`)).toThrow('--demand needs a share above 0 and up to 1');
    },
  );
});
