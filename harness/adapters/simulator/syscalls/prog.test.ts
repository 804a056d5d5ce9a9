// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { E2BIG, EACCES, EBADF, EFAULT, EINVAL, ENOTSUPP, EOPNOTSUPP, EPERM } from '../kernel/errno';
import { assertFirstFaultDecides } from '../testing/firstFault';
import { Machine } from '../testing/machine';

const machine = (): Machine => {
  const made = new Machine().withModule().withReadyMap('m');
  made.ret('btf.load', {}, 'user');
  return made;
};

test('bpf_prog_load() and the verifier make their checks in this order', () => {
  assertFirstFaultDecides(machine, 'prog.load', { btf: 'b', type: 'asked', member: 'run' }, [
    [{ attr: 'long' }, -E2BIG],
    [{ attr: 'tail' }, -EINVAL],
    [{ flags: 'unknown' }, -EINVAL],
    [{ caps: 'none' }, -EPERM],
    [{ body: 'empty' }, -E2BIG],
    [{ btf: 'closed' }, -EINVAL],
    [{ btf: 'm' }, -EINVAL],
    [{ btf: 'user' }, -ENOTSUPP],
    [{ btf: 'p' }, -EINVAL],
    [{ type: 'zero' }, -EINVAL],
    [{ type: 'huge' }, -EINVAL],
    [{ body: 'fault' }, -EFAULT],
    [{ label: 'bad' }, -EINVAL],
    [{ body: 'map', map: 'closed' }, -EBADF],
    [{ body: 'map', map: 'm' }, -EINVAL],
    [{ body: 'unreachable' }, -EINVAL],
    [{ license: 'proprietary' }, -EINVAL],
    [{ type: 'unregistered' }, -ENOTSUPP],
    [{ member: 'past_end' }, -EINVAL],
    [{ member: 'tag' }, -EINVAL],
    [{ member: 'unsupported' }, -ENOTSUPP],
    [{ member: 'refused' }, -EACCES],
    [{ body: 'uninitialised' }, -EACCES],
  ]);
});

test('without a BTF, type 0 is not supported rather than invalid', () => {
  expect(machine().ret('prog.load', { btf: 'none', type: 'zero', member: 'run' })).toBe(-ENOTSUPP);
});

test('a program outlives its module, which it does not hold', () => {
  const made = new Machine().withModule();
  expect(made.ret('module.unload', { name: 'soc_a' })).toBe(0);
  expect(made.value('object.info', { fd: 'p' })).toMatchObject({ attach_btf_obj_id: 0, attach_btf_id: 107004 });
  expect(made.ret('prog.load', { btf: 'b', type: 'plain', member: 'run' })).toBe(-ENOTSUPP);
});

test.each([
  ['ssthresh', 'argument', 0],
  ['ssthresh', 'const', 0],
  ['get_info', 'const', -ENOTSUPP],
])('a program for %s of tcp_congestion_ops that is %s: %d', (member, body, ret) => {
  expect(new Machine().ret('prog.load', { btf: 'none', type: 'tcp_congestion_ops', member, body })).toBe(ret);
});

test.each([
  ['test_1', { ret: 0, value: { retval: 7 } }],
  ['test_2', { ret: -EINVAL }],
  ['test_sleepable', { ret: -EINVAL }],
])('running %s with one zero word', (member, outcome) => {
  const made = new Machine();
  made.ret('prog.load', { btf: 'none', type: 'bpf_dummy_ops', member, value: 7 }, 'd');
  expect(made.run({ op: 'prog.run', args: { prog: 'd' } })).toEqual(outcome);
});

test('only bpf_dummy_ops programs run; only test_sleepable of it may sleep', () => {
  const made = machine();
  expect(made.ret('prog.run', { prog: 'p' })).toBe(-EOPNOTSUPP);
  const sleepable = (member: string): number =>
    made.ret('prog.load', { btf: 'none', type: 'bpf_dummy_ops', member, flags: 'sleepable' });
  expect(['test_1', 'test_2', 'test_sleepable'].map(sleepable)).toEqual([-EINVAL, -EINVAL, 0]);
});

test('binding a map to a program holds the map until the program is freed', () => {
  const made = machine();
  assertFirstFaultDecides(machine, 'prog.bind', { prog: 'p', map: 'm' }, [
    [{ badFlags: true }, -EINVAL],
    [{ prog: 'closed' }, -EBADF],
    [{ prog: 'm' }, -EINVAL],
    [{ map: 'closed' }, -EBADF],
    [{ map: 'p' }, -EINVAL],
  ]);
  made.value('prog.bind', { prog: 'p', map: 'm' });
  made.value('prog.bind', { prog: 'p', map: 'm' });
  expect(made.value('map.lookup', { map: 'm' })).toMatchObject({ refcnt: 1 });
  made.ret('fd.close', { fd: 'm' });
  made.drain();
  expect(made.refcnt()).toBe(1);
  made.ret('fd.close', { fd: 'p' });
  made.drain();
  expect(made.refcnt()).toBe(0);
});
