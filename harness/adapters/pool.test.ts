// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Adapter, Ran } from '../adapter';
import { runCampaign } from '../campaign/campaign';
import { oracleFor } from '../campaign/oracle';
import { DEFAULTS } from '../../generators';
import type { Program } from '../../spec';
import { collect, fakeAdapter, lost, ran } from '../testing/fakes';
import { Unavailable } from '../errors';
import { pooled } from './pool';
import { simulator } from './simulator';

/** A program tells its number by its length. */
const programs = (count: number): readonly Program[] =>
  Array.from({ length: count }, (_, index) => ({
    operations: Array.from({ length: index }, () => ({ op: 'btf.list', args: {} })),
  }));
const numberOf = ({ program }: Ran): number => program.operations.length;

test('results come in the order of the programs, whoever ran them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 5 }), fc.nat({ max: 30 }), async (members, count) => {
      const shares = new Map<number, number>();
      const member = (index: number): Adapter =>
        fakeAdapter({
          answer: (program) => {
            shares.set(index, (shares.get(index) ?? 0) + 1);
            return ran(program);
          },
        });
      await using session = await pooled(Array.from({ length: members }, (_, index) => member(index))).connect();
      expect((await collect(session.run(programs(count)))).map(numberOf)).toEqual(
        Array.from({ length: count }, (_, index) => index),
      );
      // No member has two programs more than another.
      expect(Math.max(0, ...shares.values())).toBe(Math.ceil(count / members));
    }),
    { seed: 1, numRuns: 50 },
  );
});

test('the report of a campaign does not depend on how many share it', async () => {
  const report = async (members: number) => {
    const { seconds, connectSeconds, ...rest } = await runCampaign(
      { seed: 3, programs: 60, maxFailures: 1, maxReconnections: 1 },
      {
        adapter: pooled(Array.from({ length: members }, () => simulator({ fault: 'map-does-not-hold-module' }))),
        oracle: (implementation, door) => oracleFor(implementation, { ...DEFAULTS, profile: 'auto', seed: 3 }, door),
        now: () => 0,
      },
    );
    expect([seconds, connectSeconds]).toEqual([0, 0]);
    return rest;
  };
  const alone = await report(1);
  expect(alone.verdict).toBe('violates');
  expect(await report(3)).toEqual(alone);
});

test('when one is lost, what came before is told and the rest is not', async () => {
  const dying = fakeAdapter({ answer: (program) => (program.operations.length === 3 ? lost(program) : ran(program)) });
  await using session = await pooled([fakeAdapter(), dying]).connect();
  const results = await collect(session.run(programs(8)));
  expect(results.map(({ kind }) => kind)).toEqual(['history', 'history', 'history', 'lost']);
});

test('members that cannot all be started are none, and nobody is left', async () => {
  let disposed = 0;
  const good = fakeAdapter({ onDispose: () => disposed++ });
  const bad = fakeAdapter({
    onConnect: () => {
      throw new Unavailable('no memory for another guest', '--jobs 1');
    },
  });
  await expect(pooled([good, bad, good]).connect()).rejects.toThrow('no memory for another guest');
  expect(disposed).toBe(2);
});
