// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import { E2BIG, EBADF, EBUSY, EFAULT, EINPROGRESS, EINVAL, ENOENT, ENOTSUPP, EOPNOTSUPP, EPERM } from '../kernel/errno';
import { assertFirstFaultDecides } from '../testing/firstFault';
import { Machine } from '../testing/machine';

/** `m`: legacy map of the type in INIT; `ro`, `wo`: the same, restricted; `used`: a READY map. */
function machine(type = 'plain', link = false): Machine {
  const made = new Machine().withModule().withReadyMap('used');
  made.ret('map.create', { btf: 'b', type, link }, 'm');
  made.ret('object.by_id', { of: 'm', mode: 'ro' }, 'ro');
  made.ret('object.by_id', { of: 'm', mode: 'wo' }, 'wo');
  return made;
}

describe('map.update', () => {
  test('checks in this order', () => {
    assertFirstFaultDecides(() => machine('holed'), 'map.update', { map: 'm', value: { tag: 1 } }, [
      [{ attr: 'long' }, -E2BIG],
      [{ attr: 'tail' }, -EINVAL],
      [{ map: 'closed' }, -EBADF],
      [{ map: 'p' }, -EINVAL],
      [{ map: 'ro' }, -EPERM],
      [{ flags: 4 }, -EINVAL],
      [{ fault: 'key' }, -EFAULT],
      [{ fault: 'value' }, -EFAULT],
      [{ flags: 1 }, -EINVAL],
      [{ key: 1 }, -E2BIG],
      [{ hole: 'common' }, -EINVAL],
      [{ hole: 'after' }, -EINVAL],
      [{ hole: 'data' }, -EINVAL],
      [{ state: 1 }, -EINVAL],
      [{ refcnt: 1 }, -EINVAL],
      [{ map: 'used' }, -EBUSY],
      [{ value: { run: 'closed' } }, -EBADF],
    ]);
  });

  test.each([
    ['a bad descriptor before bad data', { run: 'closed', spare: 1 }, -EBADF],
    ['no program', { run: 'm', spare: 1 }, -EINVAL],
    ['data that nobody handles', { spare: 1 }, -EINVAL],
    ['a program of another member', { alt: 'p' }, -EINVAL],
    ['only the upper half of a word', { run: 2 ** 32 }, 0],
    ['minus one', { run: -1 }, -EBADF],
    ['nothing', {}, 0],
    ['members that the type lacks', { owner: 1, pad: 1 }, 0],
  ])('members: %s', (_what, value, ret) => {
    expect(machine().ret('map.update', { map: 'm', value })).toBe(ret);
  });

  test.each([
    ['want_init', -13, ['init_member asked want_init']],
    ['want_validate', 3, ['validate asked 0']],
    ['want_reg', 5, ['validate asked 0', 'reg asked 0']],
  ])('hands out what %s=%d asks for and can be tried again', (want, answer, lastCallbacks) => {
    const made = machine('asked');
    made.log();
    expect(made.ret('map.update', { map: 'm', value: { [want]: answer } })).toBe(answer);
    expect((made.log() as string[]).slice(-lastCallbacks.length)).toEqual(lastCallbacks);
    expect(made.value('map.lookup', { map: 'm' })).toEqual({ state: 0, refcnt: 0, members: {} });
    expect(made.ret('map.update', { map: 'm', value: {} })).toBe(0);
  });

  test('an init_member that says handled leaves the member to itself', () => {
    const made = machine('asked');
    expect(made.ret('map.update', { map: 'm', value: { want_init: 2 } })).toBe(0);
    expect(made.value('map.lookup', { map: 'm' })).toMatchObject({ members: { want_init: 2 } });
  });

  test('refuses an owner that the user gives, and sets it itself', () => {
    const made = machine('owned');
    expect(made.ret('map.update', { map: 'm', value: { owner: 1 } })).toBe(-EINVAL);
    expect(made.ret('map.update', { map: 'm', value: {} })).toBe(0);
  });

  test('refuses a program of a type with the same number in another module', () => {
    const made = machine();
    made.value('module.load', { name: 'soc_b', types: 'plain' });
    made.ret('btf.open', { name: 'soc_b' }, 'other');
    made.ret('prog.load', { btf: 'other', type: 'plain', member: 'run' }, 'q');
    expect(made.ret('map.update', { map: 'm', value: { run: 'q' } })).toBe(-EINVAL);
  });

  test('lets the programs of a failed try go, some time later', () => {
    const made = machine('asked');
    made.ret('prog.load', { btf: 'b', type: 'asked', member: 'run' }, 'q');
    made.ret('map.update', { map: 'm', value: { run: 'q', want_reg: -1 } });
    made.ret('fd.close', { fd: 'q' });
    expect(made.kernel.progIdr.size).toBe(2);
    made.drain();
    expect(made.kernel.progIdr.size).toBe(1);
  });
});

test('map.lookup checks in this order', () => {
  assertFirstFaultDecides(machine, 'map.lookup', { map: 'used' }, [
    [{ attr: 'long' }, -E2BIG],
    [{ attr: 'tail' }, -EINVAL],
    [{ flags: 1 }, -EINVAL],
    [{ map: 'closed' }, -EBADF],
    [{ map: 'p' }, -EINVAL],
    [{ map: 'wo' }, -EPERM],
    [{ flags: 4 }, -EINVAL],
    [{ fault: 'key' }, -EFAULT],
    [{ key: 1 }, -ENOENT],
    [{ fault: 'value' }, -EFAULT],
  ]);
});

test('map.lookup shows what the user wrote, programs by id, and the references of the kernel', () => {
  const made = machine();
  made.value('map.update', { map: 'm', value: { run: 'p', tag: -1 } });
  expect(made.value('map.lookup', { map: 'm' })).toEqual({
    state: 1,
    refcnt: 1,
    members: { run: 1, tag: 2 ** 32 - 1 },
  });
  made.value('map.delete', { map: 'm' });
  expect(made.value('map.lookup', { map: 'm' })).toMatchObject({ state: 2, refcnt: 0 });
});

test('map.delete ignores the key, works once, and never on a link map', () => {
  const made = machine();
  expect(made.ret('map.delete', { map: 'm' })).toBe(-ENOENT);
  made.value('map.update', { map: 'm', value: { tag: 4 } });
  made.log();
  assertFirstFaultDecides(
    () => {
      const another = machine();
      another.value('map.update', { map: 'm', value: {} });
      return another;
    },
    'map.delete',
    { map: 'm', key: 1 },
    [
      [{ attr: 'tail' }, -EINVAL],
      [{ flags: 1 }, -EINVAL],
      [{ map: 'closed' }, -EBADF],
      [{ map: 'p' }, -EINVAL],
      [{ map: 'ro' }, -EPERM],
      [{ fault: 'key' }, -EFAULT],
      [{ map: 'used' }, -EOPNOTSUPP],
    ],
  );
  expect(made.ret('map.delete', { map: 'm' })).toBe(0);
  expect(made.ret('map.delete', { map: 'm' })).toBe(-EINPROGRESS);
  expect(made.ret('map.update', { map: 'm', value: {} })).toBe(-EBUSY);
  expect(made.log()).toEqual(['unreg plain 4']);
});

test.each([
  [{ key: 'null' }, 0],
  [{ key: 'zero' }, -ENOENT],
  [{ key: 'other' }, 0],
  [{ key: 'zero', fault: 'value' }, -ENOENT],
  [{ key: 'other', fault: 'value' }, -EFAULT],
  [{ key: 'other', fault: 'key' }, -EFAULT],
  [{ map: 'wo', fault: 'key' }, -EPERM],
])('map.next_key %j: %d', (args, ret) => {
  expect(machine().ret('map.next_key', { map: 'm', ...args })).toBe(ret);
});

test('what struct_ops maps do not have is -ENOTSUPP, after the checks that come first', () => {
  const made = machine();
  expect(made.ret('map.freeze', { map: 'ro' })).toBe(-ENOTSUPP);
  expect(made.ret('map.batch', { map: 'ro', verb: 'update' })).toBe(-EPERM);
  expect(made.ret('map.batch', { map: 'wo', verb: 'update' })).toBe(-ENOTSUPP);
  expect(made.ret('map.batch', { map: 'wo', verb: 'lookup' })).toBe(-EPERM);
  expect(made.ret('map.nest', { map: 'm' })).toBe(-ENOTSUPP);
  expect(made.ret('map.mmap', { map: 'm' })).toBe(-ENOTSUPP);
  for (const op of ['map.freeze', 'map.nest', 'map.mmap']) expect(made.ret(op, { map: 'closed' })).toBe(-EBADF);
});
