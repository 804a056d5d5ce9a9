// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Races on a real kernel: Debian's 6.12 in a guest with two processors.
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Step } from '../../spec';
import type { Hold, Session } from '../adapter';
import { adapterFor } from '../adapters';
import { describeLive, LIVE_LIMIT_MS } from './live';
import { raced, type Seen } from './races';

jest.setTimeout(LIVE_LIMIT_MS);

const heldAt = (at: Hold['at']): readonly Hold[] => [{ module: 'soc_a', at, ms: 50 }];
const returns = ({ returns: seen }: Seen): string[] => [...seen.keys()].sort();
const residue = ({ histories }: Seen): string[] => histories.flatMap((history) => history.residue);
const valueOf = (step: Step | undefined): unknown =>
  step !== undefined && 'value' in step.outcome ? step.outcome.value : undefined;

describeLive('races on Linux 6.12', () => {
  let session: Session;
  beforeAll(async () => {
    session = await adapterFor('vm', { hostKernel: false, onNote: () => undefined }).connect();
  });
  afterAll(async () => {
    await session[Symbol.asyncDispose]();
  });

  test('of two updates one wins, be it the first or the second, and the value is the winner’s', async () => {
    const seen = await raced(session, 'update || update', { rounds: 1000, seed: 1 });
    expect(returns(seen)).toEqual(['-16,0', '0,-16']);
    expect(residue(seen)).toEqual([]);
    for (const { threads, suffix } of seen.histories) {
      const tag = returned(threads[0]?.[0], 0) ? 1 : 2;
      expect(valueOf(suffix[0])).toEqual({ state: 1, refcnt: 1, members: { tag } });
    }
  });

  test('of two deletes one is told that the other is under way', async () => {
    const seen = await raced(session, 'delete || delete', { rounds: 500, seed: 1 });
    expect(returns(seen)).toEqual(['-115,0', '0,-115']);
  });

  test('a link that two detach is unregistered once', async () => {
    const seen = await raced(session, 'detach || detach', { rounds: 500, seed: 1 });
    expect(returns(seen)).toEqual(['0,0']);
    expect(seen.histories).toHaveLength(1);
    const lines = valueOf(seen.histories[0]?.suffix[0]);
    expect(lines).toEqual(['init plain', ...Array<unknown>(5).fill(expect.anything()), 'reg plain 1', 'unreg plain 1']);
    expect(residue(seen)).toEqual([]);
  });

  test('a map is created or its module is unloaded', async () => {
    const seen = await raced(session, 'create || unload', { rounds: 100, seed: 1 });
    for (const outcome of returns(seen)) expect(['0,-11', '-22,0', '-22,-11']).toContain(outcome);
    expect(seen.returns.size).toBeGreaterThan(1);
    expect(residue(seen)).toEqual([]);
  });

  test('a map that is being registered is not there for delete', async () => {
    const open = await raced(session, 'update || delete', { rounds: 1000, seed: 1 });
    expect(returns(open)).toEqual(['0,-2', '0,0']);
    const held = await raced(session, 'update || log, delete', { rounds: 100, seed: 1, holds: heldAt('reg') });
    const during = held.histories.filter(({ threads }) => saysReg(threads[1]?.[0]) && returned(threads[1]?.[1], -2));
    expect(during).not.toEqual([]);
  });

  test('types of a module that is not live yet are none', async () => {
    const seen = await raced(session, 'load || create', { rounds: 50, seed: 1, holds: heldAt('init') });
    // The BTF of a module that is coming can be opened, but map.create finds no live module behind it.
    expect([...seen.returns.keys()]).toContain('0,0,-22');
  });
});

const saysReg = (log: Step | undefined): boolean => JSON.stringify(valueOf(log)).includes('reg plain 1');
const returned = (step: Step | undefined, ret: number): boolean =>
  step !== undefined && 'ret' in step.outcome && step.outcome.ret === ret;
