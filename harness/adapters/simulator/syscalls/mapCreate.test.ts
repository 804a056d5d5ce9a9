// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { EACCES, EBADF, E2BIG, EINVAL, ENOTSUPP, EPERM } from '../kernel/errno';
import { assertFirstFaultDecides } from '../testing/firstFault';
import { Machine } from '../testing/machine';

const PLAIN = { btf: 'b', type: 'plain' };
const machine = (): Machine => {
  const made = new Machine().withModule();
  made.ret('btf.load', {}, 'user');
  return made;
};

test('map_create() makes its checks in this order', () => {
  assertFirstFaultDecides(machine, 'map.create', PLAIN, [
    [{ attr: 'long' }, -E2BIG],
    [{ attr: 'tail' }, -EINVAL],
    [{ mapType: 9999 }, -EINVAL],
    [{ keyTypeId: 1 }, -EINVAL],
    [{ mapExtra: 1 }, -EINVAL],
    [{ flags: 24 }, -EINVAL],
    [{ keySize: 8 }, -EINVAL],
    [{ maxEntries: 2 }, -EINVAL],
    [{ flags: 8 }, -EINVAL],
    [{ id: 'zero' }, -EINVAL],
    [{ badToken: true }, -EBADF],
    [{ caps: 'none' }, -EPERM],
    [{ ifindex: 1 }, -EINVAL],
    [{ btf: 'closed' }, -EBADF],
    [{ btf: 'p' }, -EINVAL],
    [{ btf: 'user' }, -EINVAL],
    [{ id: 'ops' }, -ENOTSUPP],
    [{ id: 'unregistered' }, -ENOTSUPP],
    [{ type: 'tcp_congestion_ops' }, -ENOTSUPP],
    [{ sizeDelta: 1 }, -EINVAL],
    [{ label: 'bad' }, -EINVAL],
    [{ user: 'closed' }, -EBADF],
    [{ user: 'p' }, -EINVAL],
    [{ user: 'b' }, -EACCES],
  ]);
});

test('no failure keeps a reference to the module', () => {
  const made = machine();
  for (const args of [{ id: 'ops' }, { sizeDelta: 64 }, { label: 'bad' }, { user: 'closed' }, { user: 'b' }]) {
    expect(made.ret('map.create', { ...PLAIN, ...args })).toBeLessThan(0);
    expect(made.refcnt()).toBe(0);
  }
});

test.each([
  ['vmlinux by descriptor', { btf: 'v', type: 'tcp_congestion_ops' }, -EINVAL],
  ['vmlinux without one', { btf: 'none', type: 'tcp_congestion_ops' }, 0],
  ['the flag without a descriptor', { btf: 'none', type: 'tcp_congestion_ops', vtype: 'on' }, -EINVAL],
  ["a module's type without the flag", { btf: 'b', type: 'plain', vtype: 'off' }, -ENOTSUPP],
  ["vmlinux's type with a descriptor but without the flag", { btf: 'v', type: 'tcp_congestion_ops', vtype: 'off' }, 0],
])('value_type_btf_obj_fd: %s', (_what, args, ret) => {
  const made = machine();
  made.ret('btf.open', { name: 'vmlinux' }, 'v');
  expect(made.ret('map.create', args)).toBe(ret);
});

test('a map holds the module from its creation until its worker has run', () => {
  const made = machine();
  made.ret('map.create', PLAIN, 'm');
  expect(made.refcnt()).toBe(1);
  made.ret('fd.close', { fd: 'm' });
  expect(made.refcnt()).toBe(1);
  made.kernel.core.runWork(0);
  // Before the grace period and the release of the programs.
  expect(made.refcnt()).toBe(0);
  expect(made.kernel.core.work.pending).toBe(1);
});

test('a descriptor of the BTF neither holds the module nor outlives it usefully', () => {
  const made = machine();
  expect(made.refcnt()).toBe(0);
  expect(made.ret('module.unload', { name: 'soc_a' })).toBe(0);
  expect(made.ret('module.load', { name: 'soc_a' })).toBe(0);
  expect(made.ret('map.create', PLAIN)).toBe(-EINVAL);
  expect(made.value('object.info', { fd: 'b' })).toEqual({ kind: 'btf', id: 0, name: 'soc_a', kernel: true });
});
