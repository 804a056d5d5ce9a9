// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Nothing stops a campaign: whatever takes the implementation away, every program is judged once, and it is all told.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Adapter, Ran } from '../adapter';
import type { Verdict } from '../judge/verdict';
import type { Cause } from '../interruption';
import { ProtocolError, Unavailable } from '../errors';
import { fakeAdapter, lost, ran } from '../testing/fakes';
import type { Program } from '../../spec';
import { runCampaign } from './campaign';
import type { CampaignReport } from './report';

/** What goes wrong when a program is run for the first time. */
type Mishap = Exclude<Cause, 'unreachable' | 'cache'>;

const MISHAPS: readonly Mishap[] = [
  'panicked',
  'locked-up',
  'out-of-memory',
  'agent-died',
  'emulator-died',
  'frozen',
  'silent',
  'garbled',
  'gone',
];

/** A program tells its number by its length. */
const programOf = (index: number): Program => ({
  operations: Array.from({ length: index + 1 }, () => ({ op: 'btf.list', args: {} })),
});
const indexOf = ({ operations }: Program): number => operations.length - 1;

const CONFORMS: Verdict = { kind: 'conforms', clauses: new Map([['A', 1]]), operations: 1, explained: [] };

interface Outcome {
  readonly report: CampaignReport;
  /** Programs in the order in which they were judged. */
  readonly judged: readonly number[];
}

async function campaign(adapter: Adapter, programs: number): Promise<Outcome> {
  const judged: number[] = [];
  const report = await runCampaign(
    { seed: 1, programs, maxFailures: 5, maxReconnections: 3 },
    {
      adapter,
      oracle: () => ({
        profile: 'toy',
        clauses: ['A'],
        given: true,
        generate: programOf,
        judge: (program) => {
          judged.push(indexOf(program));
          return CONFORMS;
        },
        shrink: () => Promise.reject(new Error('there is nothing to shrink')),
      }),
      now: () => 0,
    },
  );
  return { report, judged };
}

/** An implementation with which something goes wrong over each of these programs, as often as it says. */
function unlucky(mishaps: ReadonlyMap<number, Mishap>, refusals: ReadonlySet<number>, times = 1): Adapter {
  const met = new Map<number, number>();
  const refused = new Set<number>();
  return fakeAdapter({
    batch: 8,
    onConnect: (connection) => {
      if (!refusals.has(connection) || refused.has(connection)) return;
      refused.add(connection);
      throw new Unavailable('no memory for a guest', 'free some');
    },
    answer: (program): Ran => {
      const index = indexOf(program);
      const mishap = mishaps.get(index);
      const before = met.get(index) ?? 0;
      if (mishap === undefined || before >= times) return ran(program);
      met.set(index, before + 1);
      if (mishap === 'garbled') throw new ProtocolError('nonsense');
      return lost(program, `it was ${mishap}`, mishap);
    },
  });
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

test('no program is lost, none is judged twice, and everything is named', async () => {
  const mishaps = fc.uniqueArray(fc.tuple(fc.nat({ max: 59 }), fc.constantFrom(...MISHAPS)), {
    selector: ([index]) => index,
    maxLength: 40,
  });
  // Two in a row may fail; the third time it is given up.
  const refusals = fc.uniqueArray(
    fc.integer({ min: 1, max: 60 }).filter((connection) => connection % 3 !== 0),
    { maxLength: 10 },
  );
  await fc.assert(
    fc.asyncProperty(mishaps, refusals, async (given, refused) => {
      const expected = new Map(given);
      const { report, judged } = await campaign(unlucky(expected, new Set(refused)), 60);
      expect(judged).toEqual(upTo(60));
      expect(report).toMatchObject({ verdict: 'conforms', programs: 60, lost: [], reconnections: expected.size });
      const named = report.interruptions.filter(({ cause }) => cause !== 'unreachable');
      expect(named.map(({ index, cause }) => [index, cause])).toEqual([...expected].sort(([a], [b]) => a - b));
      expect(named.every(({ became }) => became === 'again')).toBe(true);
    }),
    { seed: 20261126, numRuns: 60 },
  );
});

test('a program that does it twice is given up, and the others go on', async () => {
  const { report, judged } = await campaign(unlucky(new Map([[3, 'silent']]), new Set(), 2), 10);
  expect(judged).toEqual(upTo(10).filter((index) => index !== 3));
  expect(report).toMatchObject({ verdict: 'inconclusive', ended: 'finished', lost: [{ index: 3 }] });
  expect(report.interruptions.map(({ became }) => became)).toEqual(['again', 'given up']);
});

test('nonsense over the same program twice is no accident', async () => {
  const { report, judged } = await campaign(unlucky(new Map([[3, 'garbled']]), new Set(), 2), 10);
  expect(judged).toEqual([0, 1, 2]);
  expect(report).toMatchObject({ verdict: 'inconclusive', ended: 'broken', broken: 'nonsense' });
});

test('an implementation that cannot be started again is tried three times', async () => {
  let connects = 0;
  const adapter = fakeAdapter({
    onConnect: (connection) => {
      connects++;
      if (connection > 0) throw new Unavailable('no QEMU', 'install it');
    },
    answer: (program) => lost(program),
  });
  const { report } = await campaign(adapter, 10);
  expect(connects).toBe(4);
  expect(report).toMatchObject({ verdict: 'inconclusive', ended: 'broken', broken: expect.stringMatching(/^no QEMU/) });
  expect(report.interruptions.map(({ cause }) => cause)).toEqual(['gone', 'unreachable', 'unreachable']);
});
