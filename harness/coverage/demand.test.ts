// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Demands, demandsOn, type Demand, type DemandReport } from './demand';

const demand = (clause: string, share: number): Demand => ({ clause, share, text: `${clause}>=${String(share)}` });

/** Programs as their lengths and how often each exercised the clause A. */
type Sample = readonly (readonly [length: number, count: number])[];

function tested(share: number, sample: Sample): DemandReport {
  const demands = new Demands([demand('A', share)]);
  for (const [length, count] of sample) demands.add(length, new Map(count === 0 ? [] : [['A', count]]));
  const [report] = demands.reports;
  if (report === undefined) throw new Error('no report');
  expect(demands.undecided).toBe(report.verdict === 'undecided');
  return report;
}

/** So many programs of 20 operations, every so manyth of which exercises A once. */
const every = (gap: number, programs: number): Sample =>
  Array.from({ length: programs }, (_, index) => [20, index % gap === 0 ? 1 : 0]);

const sample = fc.array(
  fc.integer({ min: 1, max: 60 }).chain((length) => fc.tuple(fc.constant(length), fc.integer({ min: 0, max: length }))),
  { maxLength: 50 },
);

describe('a demand', () => {
  test('is met, missed or undecided by what was seen', () => {
    // The share is 1 in 100 operations.
    expect(tested(1 / 1000, every(5, 5000))).toMatchObject({ verdict: 'met', count: 1000, operations: 100_000 });
    expect(tested(1 / 10, every(5, 5000)).verdict).toBe('missed');
    expect(tested(1 / 100, every(5, 500)).verdict).toBe('undecided');
  });

  test('that is just so is met in the end, thanks to the tolerance', () => {
    expect(tested(1 / 100, every(5, 50_000)).verdict).toBe('met');
  });

  test('is undecided as long as nothing was seen, and missed when nothing is ever seen of it', () => {
    expect(tested(1 / 10_000, [])).toMatchObject({ verdict: 'undecided', low: 0, high: 1 });
    const nothing = (programs: number): Sample => Array.from({ length: programs }, () => [20, 0]);
    expect(tested(1 / 10_000, nothing(10_000)).verdict).toBe('undecided');
    expect(tested(1 / 10_000, nothing(20_000)).verdict).toBe('missed');
  });

  test('does not take many occurrences in few programs for many occurrences', () => {
    const clustered: Sample = every(100, 5000).map(([length, count]) => [length, count * 20]);
    const [spread, together] = [tested(1 / 200, every(5, 5000)), tested(1 / 200, clustered)];
    expect(together).toMatchObject({ count: spread.count, operations: spread.operations });
    expect(spread.verdict).toBe('met');
    expect(together.verdict).toBe('undecided');
    expect(together.low).toBeLessThan(spread.low);
    expect(together.high).toBeGreaterThan(spread.high);
  });

  test('does not depend on the order of the programs, and its share lies within its bounds', () => {
    fc.assert(
      fc.property(sample, fc.double({ min: 1e-6, max: 1, noNaN: true }), (programs, share) => {
        const report = tested(share, programs);
        expect(tested(share, [...programs].reverse())).toEqual(report);
        const seen = report.operations === 0 ? 0 : report.count / report.operations;
        expect(report.low).toBeLessThanOrEqual(seen);
        expect(report.high).toBeGreaterThanOrEqual(seen);
      }),
    );
  });

  test('that is met is met for every smaller share, and one that is missed is missed for every greater', () => {
    fc.assert(
      fc.property(sample, fc.double({ min: 1e-6, max: 1, noNaN: true }), (programs, share) => {
        const { verdict } = tested(share, programs);
        if (verdict === 'met') expect(tested(share / 2, programs).verdict).toBe('met');
        if (verdict === 'missed') expect(tested(Math.min(1, share * 2), programs).verdict).toBe('missed');
      }),
    );
  });
});

describe('demands', () => {
  test('on every clause are one on each', () => {
    expect(demandsOn(['A', 'B'], [demand('*', 0.1), demand('B', 0.5)])).toEqual([
      { clause: 'A', share: 0.1, text: '*>=0.1' },
      { clause: 'B', share: 0.1, text: '*>=0.1' },
      { clause: 'B', share: 0.5, text: 'B>=0.5' },
    ]);
  });

  test('that no program can meet are refused', () => {
    expect(() => demandsOn(['A'], [demand('C', 0.1)])).toThrow('--demand C>=0.1: no program of this adapter');
  });

  test('are decided when each is, and there are none to decide without any', () => {
    const demands = new Demands([demand('A', 0.1), demand('B', 0.1)]);
    for (let index = 0; index < 1000; index++) demands.add(20, new Map([['A', 10]]));
    expect(demands.reports.map(({ verdict }) => verdict)).toEqual(['met', 'missed']);
    expect(demands.undecided).toBe(false);
    expect(new Demands([]).undecided).toBe(false);
  });
});
