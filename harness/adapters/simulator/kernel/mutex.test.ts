// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { splatsIn } from '../../../judge/splat';
import { bareCore, drawn, FIRST, RoundRobin, runThreads } from '../testing/threads';
import { type Core } from './core';
import { Mutex } from './mutex';
import { Stuck } from './oops';
import { type Thread } from './thread';

/** Adds one to a counter in two steps, so that an addition is lost where two do it at once. */
function adding(core: Core, counter: { value: number }, lock?: Mutex): () => Thread {
  return function* () {
    if (lock !== undefined) yield* lock.lock('add');
    const read = counter.value;
    if (core.preemptible) yield 'add: read';
    counter.value = read + 1;
    lock?.unlock();
  };
}

test('under a mutex no addition is lost, on any schedule', () => {
  fc.assert(
    fc.property(drawn(), fc.integer({ min: 1, max: 4 }), (scheduler, count) => {
      const counter = { value: 0 };
      const { stuck, log } = runThreads(scheduler, (core) => {
        const lock = new Mutex(core, 'lock');
        return Array.from({ length: count }, () => adding(core, counter, lock));
      });
      expect([counter.value, stuck, log]).toEqual([count, [], []]);
    }),
  );
});

test('without it one is, on some schedule', () => {
  const counter = { value: 0 };
  runThreads(new RoundRobin(), (core) => [adding(core, counter), adding(core, counter)]);
  expect(counter.value).toBe(1);
});

test('with nobody to come in between a thread is done with its first step', () => {
  const core = bareCore();
  const counter = { value: 0 };
  expect(adding(core, counter, new Mutex(core, 'lock'))().next().done).toBe(true);
  expect(counter.value).toBe(1);
});

test('taking a lock twice is a splat, and for ever', () => {
  const { stuck, log } = runThreads(FIRST, (core) => {
    const lock = new Mutex(core, 'update_mutex');
    return [
      function* () {
        yield* lock.lock('outer');
        yield* lock.lock('inner');
      },
    ];
  });
  expect(stuck).toEqual(['T1']);
  expect(log).toEqual([
    'WARNING: possible recursive locking detected',
    'T1 is trying to acquire lock update_mutex in inner, and holds update_mutex already',
  ]);
  expect(splatsIn(log)).toHaveLength(1);
});

test('waiting alone for a lock that nobody gives back is for ever, and says who has it', () => {
  const core = bareCore();
  const lock = new Mutex(core, 'update_mutex');
  core.current.doing = 'link.detach';
  core.complete(lock.lock('somebody who died'));
  core.current.held.length = 0;
  expect(() => core.complete(lock.lock('bpf_struct_ops_map_link_detach'))).toThrow(
    new Stuck([
      'bpf_struct_ops_map_link_detach: wait for update_mutex',
      'update_mutex is held by T0, which took it in link.detach',
    ]),
  );
  expect(core.takeLog()).toEqual([]);
});

/** A thread that takes the locks in this order, and gives them back. */
const taking = (...locks: readonly Mutex[]): (() => Thread) =>
  function* () {
    for (const lock of locks) yield* lock.lock(`take ${lock.lockClass}`);
    for (const lock of locks.toReversed()) lock.unlock();
  };

test('the order of locks is remembered: the other way round is a splat even where nobody waits', () => {
  const { stuck, log } = runThreads(FIRST, (core) => {
    const [a, b, c] = [new Mutex(core, 'a'), new Mutex(core, 'b'), new Mutex(core, 'c')];
    return [taking(a, b), taking(b, c), taking(a, c), taking(c, a)];
  });
  expect(stuck).toEqual([]);
  expect(log).toEqual([
    'WARNING: possible circular locking dependency detected',
    'T4 is trying to acquire lock a in take a, and holds c',
    'b was taken under a by T1 in take b',
    'c was taken under b by T2 in take c',
  ]);
  expect(splatsIn(log)).toHaveLength(1);
});

test('and where they do wait, they wait for ever', () => {
  const { stuck, log } = runThreads(new RoundRobin(), (core) => {
    const [a, b] = [new Mutex(core, 'a'), new Mutex(core, 'b')];
    return [taking(a, b), taking(b, a)];
  });
  expect(stuck).toEqual(['T1', 'T2']);
  expect(splatsIn(log)).toEqual(['WARNING: possible circular locking dependency detected']);
});

test('any order that all keep is no splat, on any schedule', () => {
  fc.assert(
    fc.property(drawn(), fc.array(fc.subarray([0, 1, 2, 3]), { maxLength: 4 }), (scheduler, orders) => {
      const { stuck, log } = runThreads(scheduler, (core) => {
        const locks = [0, 1, 2, 3].map((number) => new Mutex(core, `lock ${number}`));
        return orders.map((order) => taking(...order.map((index) => locks[index] as Mutex)));
      });
      expect([stuck, log]).toEqual([[], []]);
    }),
  );
});

test('unlocking what another holds is a splat', () => {
  const core = bareCore();
  new Mutex(core, 'module_mutex').unlock();
  const log = core.takeLog();
  expect(log).toEqual([
    'WARNING: bad unlock balance detected! at mutex_unlock',
    'T0 does not hold module_mutex',
  ]);
  expect(splatsIn(log)).toHaveLength(1);
});
