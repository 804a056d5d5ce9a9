// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { Faults } from '../faults';
import { Core } from './core';
import { Oops } from './oops';
import { DEFAULT_VERSION } from './version';

test('draining runs what the work itself puts off, too', () => {
  const core = new Core(new Faults(undefined), DEFAULT_VERSION.features);
  const order: string[] = [];
  core.work.queueWork('worker', () => {
    order.push('worker');
    core.work.callRcu('after a grace period', () => order.push('callback'));
  });
  expect(order).toEqual([]);
  core.drain();
  expect(order).toEqual(['worker', 'callback']);
});

test('any pending work may be first', () => {
  const core = new Core(new Faults(undefined), DEFAULT_VERSION.features);
  const order: number[] = [];
  for (const number of [0, 1, 2]) core.work.queueWork("worker", () => void order.push(number));
  core.runWork(2);
  core.runWork(0);
  core.runWork(0);
  core.runWork(0);
  expect(order).toEqual([2, 0, 1]);
});

test('an oops kills the caller, but only the worker in a worker; the log tells of both', () => {
  const core = new Core(new Faults(undefined), DEFAULT_VERSION.features);
  expect(() => core.oops('in a system call')).toThrow(Oops);
  core.work.queueWork('worker', () => core.oops('in a worker'));
  core.drain();
  expect(core.takeLog()).toEqual(['BUG: in a system call', 'BUG: in a worker']);
  expect(core.takeLog()).toEqual([]);
});
