// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import { EAGAIN, EEXIST, EFAULT, EINVAL, ENOENT, EPERM } from '../kernel/errno';
import { Machine } from '../testing/machine';

test.each([
  [{ caps: 'none', flags: 4096 }, -EPERM],
  [{ flags: 4096 }, -EINVAL],
  [{ init: -12 }, -12],
  [{ init: 1 }, 0],
  [{ also: 'good1' }, 0],
  [{ also: 'dup' }, -EEXIST],
  [{ also: 'no_stubs', init: -12 }, -EINVAL],
])('module.load %j: %d', (args, ret) => {
  const machine = new Machine();
  expect(machine.ret('module.load', { name: 'soc_a', ...args })).toBe(ret);
  expect(machine.kernel.modules.find('soc_a')?.state).toBe(ret === 0 ? 'live' : undefined);
  expect(machine.value('btf.list')).toEqual(ret === 0 ? [['soc_a', 3]] : []);
});

test.each([
  [{ name: 'soc_a', caps: 'none' }, -EPERM],
  [{ name: 'fault', caps: 'none' }, -EPERM],
  [{ name: 'fault' }, -EFAULT],
  [{ name: 'empty' }, -ENOENT],
  [{ name: 'long' }, -ENOENT],
  [{ name: 'absent' }, -ENOENT],
  [{ name: 'soc_b' }, -ENOENT],
  [{ name: 'soc_a', flags: 'nonblock' }, 0],
])('module.unload %j: %d', (args, ret) => {
  expect(new Machine().withModule().ret('module.unload', args)).toBe(ret);
});

test('a module that is there already, or that a map holds', () => {
  const machine = new Machine().withModule().withReadyMap('m');
  expect(machine.ret('module.load', { name: 'soc_a' })).toBe(-EEXIST);
  expect(machine.ret('module.unload', { name: 'soc_a' })).toBe(-EAGAIN);
  expect(machine.value('module.info', { name: 'soc_a' })).toEqual({ initstate: 'live', refcnt: 1 });
});

test('every load is a new instance: new BTF, new objects to register', () => {
  const machine = new Machine();
  for (const id of [3, 4]) {
    machine.value('module.load', { name: 'soc_a', types: 'none' });
    expect(machine.value('btf.list')).toEqual([['soc_a', id]]);
    expect(machine.ret('module.register', { name: 'soc_a', type: 'dup' })).toBe(0);
    expect(machine.ret('module.register', { name: 'soc_a', type: 'plain' })).toBe(-EEXIST);
    machine.value('module.unload', { name: 'soc_a' });
  }
});

test('a type that is registered first hides its twin', () => {
  const machine = new Machine();
  machine.value('module.load', { name: 'soc_a', types: 'none', also: 'twin' });
  machine.value('module.register', { name: 'soc_a', type: 'plain' });
  machine.ret('btf.open', { name: 'soc_a' }, 'b');
  machine.withReadyMap('m');
  expect(machine.log()).toContain('validate twin 1');
});

test('without BTF everything registers, and nothing is there', () => {
  const machine = new Machine();
  machine.value('module.load', { name: 'soc_n', types: 'all', also: 'no_stubs' });
  expect(machine.ret('btf.open', { name: 'soc_n' })).toBe(-ENOENT);
  expect(machine.log('soc_n')).toEqual([]);
});

describe('module.call', () => {
  test('answers for each registration, oldest first', () => {
    const machine = new Machine().withModule().withReadyMap('m', 'plain', { tag: 1, run: 'p' }).withReadyMap('n');
    machine.ret('prog.load', { btf: 'b', type: 'plain', member: 'run', body: 'argument' }, 'q');
    machine.withReadyMap('echo', 'plain', { tag: 3, run: 'q' });
    for (const map of ['m', 'echo', 'n']) machine.ret('link.create', { map }, `l${map}`);
    const args = { name: 'soc_a', type: 'plain', member: 'run', arg: -1 };
    expect(machine.value('module.call', args)).toEqual([
      [1, 7],
      [3, -1],
      [1, null],
    ]);
    // The new value stands where the old one stood.
    machine.value('link.update', { link: 'lm', map: 'echo' });
    expect(machine.value('module.call', args)).toEqual([
      [3, -1],
      [3, -1],
      [1, null],
    ]);
  });

  test.each([
    [{ type: 'fixed', member: 'alt' }, -EINVAL],
    [{ type: 'tcp_congestion_ops', member: 'run' }, -EINVAL],
    [{ type: 'asked', member: 'unsupported' }, 0],
    [{ type: 'asked', member: 'refused' }, 0],
  ])('%j: %d', (args, ret) => {
    expect(new Machine().withModule().ret('module.call', { name: 'soc_a', ...args })).toBe(ret);
  });
});

test('the control files of a module that is not loaded are not there', () => {
  const machine = new Machine();
  for (const op of ['register', 'call', 'detach', 'log'])
    expect(machine.ret(`module.${op}`, { name: 'soc_a', type: 'plain', member: 'run' })).toBe(-ENOENT);
});
