// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import { E2BIG, EACCES, EBADF, EBUSY, EFAULT, EINVAL, ENOTSUPP, EOPNOTSUPP, EPERM } from '../kernel/errno';
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

describe('a program that belongs to no type', () => {
  test('is loaded in this order of checks', () => {
    assertFirstFaultDecides(machine, 'prog.load_syscall', {}, [
      [{ attr: 'long' }, -E2BIG],
      [{ attr: 'tail' }, -EINVAL],
      [{ caps: 'none' }, -EPERM],
    ]);
  });

  test('shows neither type nor BTF, runs, and fits no member and no link', () => {
    const made = machine();
    made.ret('prog.load_syscall', {}, 's');
    const shown = { kind: 'prog', id: 2, type: 31, attach_btf_obj_id: 0, attach_btf_id: 0 };
    expect(made.value('object.info', { fd: 's' })).toEqual(shown);
    expect(made.value('prog.run', { prog: 's' })).toEqual({ retval: 0 });
    made.ret('map.create', { btf: 'b', type: 'plain' }, 'n');
    expect(made.ret('map.update', { map: 'n', value: { run: 's' } })).toBe(-EINVAL);
    for (const attach of ['struct_ops', 'other', 'past_end'])
      expect(made.ret('link.create', { map: 's', attach })).toBe(-EINVAL);
    expect(made.ret('prog.load', { btf: 's', type: 'plain', member: 'run' })).toBe(-EINVAL);
  });
});

describe('an association', () => {
  /** `s` is of no type, `t` is associated with m; `n` is another map. */
  const associated = (): Machine => {
    const made = new Machine(undefined, '7.3').withModule().withReadyMap('m').withReadyMap('n');
    for (const name of ['s', 't']) made.ret('prog.load_syscall', {}, name);
    made.value('prog.assoc', { prog: 't', map: 'm' });
    return made;
  };

  test('is made in this order of checks', () => {
    assertFirstFaultDecides(associated, 'prog.assoc', { prog: 's', map: 'n' }, [
      [{ attr: 'long' }, -E2BIG],
      [{ attr: 'tail' }, -EINVAL],
      [{ badFlags: true }, -EINVAL],
      [{ prog: 'closed' }, -EBADF],
      [{ prog: 'm' }, -EINVAL],
      [{ prog: 'p' }, -EINVAL],
      [{ map: 'closed' }, -EBADF],
      [{ map: 's' }, -EINVAL],
      [{ prog: 't' }, -EBUSY],
    ]);
  });

  test('is made once, with a map in any state, and holds it until the program is freed', () => {
    const made = associated();
    made.ret('map.create', { btf: 'b', type: 'plain' }, 'init');
    expect(made.ret('prog.assoc', { prog: 's', map: 'init' })).toBe(0);
    expect(made.ret('prog.assoc', { prog: 't', map: 'm' })).toBe(0);
    expect(made.value('map.lookup', { map: 'm' })).toMatchObject({ refcnt: 1 });
    for (const fd of ['m', 'n', 'init']) made.ret('fd.close', { fd });
    expect(made.value('quiesce')).toEqual({ settled: true });
    expect(made.refcnt()).toBe(2);
    for (const fd of ['s', 't']) made.ret('fd.close', { fd });
    made.drain();
    expect(made.refcnt()).toBe(0);
  });

  test('of a program that maps have among their own is the map, and poison once there were two', () => {
    const made = new Machine(undefined, '7.3').withModule();
    const assoc = (): unknown => [...made.kernel.progIdr.values()][0]?.stOpsAssoc;
    const [m, n] = ['m', 'n'].map((name) => {
      made.ret('map.create', { btf: 'b', type: 'plain', link: true }, name);
      return [...made.kernel.mapIdr.values()].at(-1);
    });
    expect(made.ret('map.update', { map: 'm', value: { run: 'p', spare: 1 } })).toBe(-EINVAL);
    expect(assoc()).toBeNull();
    made.value('map.update', { map: 'n', value: { run: 'p' } });
    expect(assoc()).toBe(n);
    made.ret('fd.close', { fd: 'n' });
    made.drain();
    expect(assoc()).toBeNull();
    made.value('map.update', { map: 'm', value: { run: 'p' } });
    expect(assoc()).toBe(m);
    made.withReadyMap('o', 'plain', { run: 'p' });
    made.ret('fd.close', { fd: 'o' });
    made.drain();
    expect(assoc()).toBe('poison');
  });
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
