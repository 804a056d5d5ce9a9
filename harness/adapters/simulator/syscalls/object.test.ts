// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import { E2BIG, EBADF, EBADFD, EEXIST, EINVAL, EIO, ENOENT, EPERM } from '../kernel/errno';
import { assertFirstFaultDecides } from '../testing/firstFault';
import { Machine } from '../testing/machine';

/** A link map m with a link l on it, a BTF b, a program p; each but b pinned under its own name. */
function machine(): Machine {
  const made = new Machine().withModule().withReadyMap('m');
  made.ret('link.create', { map: 'm' }, 'l');
  for (const fd of ['m', 'l', 'p']) made.value('pin.create', { fd, path: fd });
  return made;
}

test('object.info knows every kind, and says EBADFD of a closed descriptor', () => {
  const made = machine();
  const kinds = ['b', 'p', 'm', 'l'].map((fd) => made.value('object.info', { fd }));
  expect(kinds).toMatchObject([{ kind: 'btf' }, { kind: 'prog' }, { kind: 'map' }, { kind: 'link', map_id: 1 }]);
  assertFirstFaultDecides(machine, 'object.info', { fd: 'm' }, [
    [{ attr: 'tail' }, -EINVAL],
    [{ fd: 'closed' }, -EBADFD],
    [{ fd: 'none' }, -EINVAL],
    [{ size: 'long_nonzero' }, -E2BIG],
  ]);
  expect(made.ret('object.info', { fd: 'm', size: 'long_zero' })).toBe(0);
});

test('close(2) and dup(2) have no field that could stay 0, so that `none` is closed', () => {
  const made = machine();
  for (const op of ['fd.close', 'fd.dup', 'fd.close']) expect(made.ret(op, { fd: 'none' })).toBe(-EBADF);
  expect(made.ret('object.info', { fd: 'none' })).toBe(-EINVAL);
});

test('without capabilities, a program does not tell what it was loaded for', () => {
  const made = machine();
  const hidden = { attach_btf_obj_id: 0, attach_btf_id: 0 };
  expect(made.value('object.info', { fd: 'p', caps: 'none' })).toMatchObject(hidden);
  expect(made.value('object.info', { fd: 'p' })).not.toMatchObject(hidden);
});

describe('object.by_id', () => {
  test('of a map checks in this order', () => {
    assertFirstFaultDecides(machine, 'object.by_id', { of: 'm' }, [
      [{ attr: 'tail' }, -EINVAL],
      [{ caps: 'none' }, -EPERM],
      [{ mode: 'both' }, -EINVAL],
      [{ of: 'nobody' }, -ENOENT],
      [{ of: 'p' }, -ENOENT],
    ]);
  });

  test('of a link or a BTF takes no flags', () => {
    for (const of of ['l', 'b'])
      assertFirstFaultDecides(machine, 'object.by_id', { of }, [
        [{ mode: 'ro' }, -EINVAL],
        [{ caps: 'none' }, -EPERM],
      ]);
  });

  test('finds a map that only its registration holds', () => {
    const made = new Machine().withModule();
    made.ret('map.create', { btf: 'b', type: 'plain' }, 'm');
    made.value('map.update', { map: 'm', value: { tag: 1 } });
    made.ret('fd.close', { fd: 'm' });
    made.drain();
    expect(made.ret('object.by_id', { of: 'm' }, 'again')).toBe(0);
    expect(made.ret('map.delete', { map: 'again' })).toBe(0);
    made.ret('fd.close', { fd: 'again' });
    // The id goes with the last reference, before any worker runs.
    expect(made.ret('object.by_id', { of: 'm' })).toBe(-ENOENT);
  });
});

describe('pins', () => {
  test.each([
    [{ fd: 'b', path: 'x' }, -EINVAL],
    [{ fd: 'closed', path: 'x' }, -EINVAL],
    [{ fd: 'closed', path: 'm' }, -EINVAL],
    [{ fd: 'm', path: 'l' }, -EEXIST],
    [{ fd: 'm', path: 'x' }, 0],
  ])('pin.create %j: %d', (args, ret) => {
    expect(machine().ret('pin.create', args)).toBe(ret);
  });

  test.each([
    [{ path: 'm', mode: 'ro' }, 0],
    [{ path: 'p', mode: 'wo' }, 0],
    [{ path: 'l', mode: 'ro' }, -EINVAL],
    [{ path: 'x', mode: 'both' }, -EINVAL],
    [{ path: 'x', mode: 'ro' }, -ENOENT],
  ])('pin.get %j: %d', (args, ret) => {
    expect(machine().ret('pin.get', args)).toBe(ret);
  });

  test('keep what they name, and only maps can be read', () => {
    const made = machine();
    for (const fd of ['m', 'l', 'p']) made.ret('fd.close', { fd });
    made.drain();
    expect(made.value('pin.read', { path: 'm' })).toEqual({ state: 'BPF_STRUCT_OPS_STATE_READY', refcnt: 1 });
    expect(made.ret('pin.read', { path: 'l' })).toBe(-EIO);
    expect(made.ret('pin.read', { path: 'x' })).toBe(-ENOENT);
    expect(made.ret('pin.remove', { path: 'm' })).toBe(0);
    expect(made.ret('pin.remove', { path: 'm' })).toBe(-ENOENT);
  });
});

test('a duplicate is the same object, with the mode of its original', () => {
  const made = machine();
  made.ret('pin.get', { path: 'm', mode: 'ro' }, 'ro');
  expect(made.run({ op: 'fd.dup', args: { fd: 'ro' }, result: 'd' })).toEqual({ ret: 0, value: { id: 1 } });
  expect(made.ret('map.update', { map: 'd' })).toBe(-EPERM);
  expect(made.ret('fd.dup', { fd: 'closed' })).toBe(-EBADF);
});
