// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { KERNEL_OPERATIONS, type Program } from '../../../spec';
import { type Ran } from '../../adapter';
import { simulator, UnknownFault } from './index';
import { LazyScheduler } from './scheduler';

const LOAD: Program = { operations: [{ op: 'module.load', args: { name: 'soc_a' } }] };
const UNKNOWN: Program = { operations: [{ op: 'map.shout', args: {} }] };

async function run(programs: readonly Program[]): Promise<readonly Ran[]> {
  await using session = await simulator().connect();
  const all: Ran[] = [];
  for await (const ran of session.run(programs)) all.push(ran);
  return all;
}

test('a session runs programs in order, each on a clean system', async () => {
  const history = { steps: [{ outcome: { ret: 0 } }], residue: [] };
  expect(await run([LOAD, LOAD])).toEqual([
    { kind: 'history', program: LOAD, history },
    { kind: 'history', program: LOAD, history },
  ]);
});

test('a program with an operation of no vocabulary is refused, and the session goes on', async () => {
  expect((await run([UNKNOWN, LOAD])).map(({ kind }) => kind)).toEqual(['refused', 'history']);
});

test('a session says what it is and what it can', async () => {
  const session = await simulator({ fault: 'link-holds-no-map' }).connect();
  expect(session.implementation).toEqual({ name: 'simulator with link-holds-no-map', version: '1', kernel: '6.12.95' });
  expect(session.operations).toEqual(new Set(KERNEL_OPERATIONS.map(({ op }) => op)));
});

test.each([
  [{}, '6.12.95'],
  [{ kernel: '7.3' }, '7.3.4'],
  [{ kernel: 'v12' }, 'v12'],
] as const)('%j is a kernel of release %s', async (options, release) => {
  const session = await simulator(options).connect();
  expect(session.implementation).toEqual({ name: 'simulator', version: '1', kernel: release });
  const program: Program = { operations: [{ op: 'module.load', args: { name: 'soc_a', types: 'none', init: -17 } }] };
  for await (const ran of session.run([program])) {
    const ret = release === '7.3.4' ? -16 : -17;
    expect(ran).toMatchObject({ history: { steps: [{ outcome: { ret } }] } });
  }
});

test('a fault that does not exist is refused before anything is connected', () => {
  expect(() => simulator({ fault: 'nonesuch' })).toThrow(UnknownFault);
});

test('the caller may bring a scheduler', async () => {
  const session = await simulator({ scheduler: new LazyScheduler() }).connect();
  const ran: Ran[] = [];
  for await (const each of session.run([LOAD])) ran.push(each);
  expect(ran).toHaveLength(1);
});
