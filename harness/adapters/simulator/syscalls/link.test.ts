// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import { E2BIG, EAGAIN, EBADF, EINVAL, ENOENT, ENOLINK, EOPNOTSUPP, EPERM } from '../kernel/errno';
import { assertFirstFaultDecides } from '../testing/firstFault';
import { Machine } from '../testing/machine';

/** Links `l` (plain, on m) and `gone` (detached); READY maps m, n, f (fixed), h (holed); `init` is not READY. */
function machine(): Machine {
  const made = new Machine().withModule().withReadyMap('m').withReadyMap('n', 'plain', { tag: 2 });
  made.withReadyMap('f', 'fixed').withReadyMap('h', 'holed');
  made.ret('map.create', { btf: 'b', type: 'plain', link: true }, 'init');
  made.ret('link.create', { map: 'm' }, 'l');
  made.ret('link.create', { map: 'm' }, 'gone');
  made.value('link.detach', { link: 'gone' });
  made.log();
  return made;
}

test('link.create checks in this order, and ignores target_fd and flags', () => {
  assertFirstFaultDecides(machine, 'link.create', { map: 'm', target: 77, flags: 255, caps: 'none' }, [
    [{ attr: 'long' }, -E2BIG],
    [{ attr: 'tail' }, -EINVAL],
    [{ map: 'closed' }, -EBADF],
    [{ map: 'b' }, -EINVAL],
    [{ map: 'init' }, -EINVAL],
    [{ attach: 'other' }, -EINVAL],
    [{ attach: 'past_end' }, -EINVAL],
  ]);
});

test('a reg that fails leaves no link, and uses up an id', () => {
  const made = machine()
    .withReadyMap('a', 'asked', { want_reg: -13 })
    .withReadyMap('positive', 'asked', { want_reg: 4 });
  const { size } = made.kernel.linkIdr;
  expect(made.ret('link.create', { map: 'a' }, 'x')).toBe(-13);
  expect(made.ret('link.create', { map: 'positive' }, 'y')).toBe(4);
  expect(made.ret('fd.close', { fd: 'y' })).toBe(-EBADF);
  expect(made.kernel.linkIdr.size).toBe(size);
  expect(made.run({ op: 'link.create', args: { map: 'm' }, result: 'z' }).value).toEqual({ id: 5 });
});

describe('link.update', () => {
  test('checks in this order', () => {
    assertFirstFaultDecides(machine, 'link.update', { link: 'l', map: 'n', old: 'm', flags: 'replace' }, [
      [{ attr: 'tail' }, -EINVAL],
      [{ flags: 'unknown' }, -EINVAL],
      [{ link: 'closed' }, -EBADF],
      [{ link: 'm' }, -EINVAL],
      [{ map: 'closed' }, -EBADF],
      [{ map: 'l' }, -EINVAL],
      [{ old: 'closed' }, -EBADF],
      [{ old: 'none' }, -EINVAL],
      [{ flags: 'none', old: 'm' }, -EINVAL],
      [{ map: 'init' }, -EINVAL],
      [{ map: 'f' }, -EOPNOTSUPP],
      [{ link: 'gone' }, -ENOLINK],
      [{ old: 'h' }, -EPERM],
      [{ map: 'h' }, -EINVAL],
    ]);
  });

  test('moves one reference, and the value keeps its place', () => {
    const made = machine();
    made.ret('link.create', { map: 'n' });
    expect(made.ret('link.update', { link: 'l', map: 'n' })).toBe(0);
    expect(made.log()).toEqual(['reg plain 2', 'update plain 2 1']);
    expect(made.value('map.lookup', { map: 'm' })).toMatchObject({ refcnt: 0 });
    expect(made.value('map.lookup', { map: 'n' })).toMatchObject({ refcnt: 2 });
  });

  test('that fails changes nothing', () => {
    const made = machine()
      .withReadyMap('a', 'asked', { tag: 1 })
      .withReadyMap('c', 'asked', { tag: 2, want_update: 4 });
    made.ret('link.create', { map: 'a' }, 'k');
    expect(made.ret('link.update', { link: 'k', map: 'c' })).toBe(4);
    expect(made.value('map.lookup', { map: 'a' })).toMatchObject({ refcnt: 1 });
    expect(made.value('map.lookup', { map: 'c' })).toMatchObject({ refcnt: 0 });
  });

  test('refuses a map of the same type of another module', () => {
    const made = machine();
    made.value('module.load', { name: 'soc_b', types: 'plain' });
    made.ret('btf.open', { name: 'soc_b' }, 'other');
    made.ret('map.create', { btf: 'other', type: 'plain', link: true }, 'o');
    made.value('map.update', { map: 'o', value: {} });
    expect(made.ret('link.update', { link: 'l', map: 'o' })).toBe(-EINVAL);
  });

  test('still works after the table of types has grown', () => {
    const made = machine();
    for (const type of ['good1', 'good2', 'good3', 'good4']) made.value('module.register', { name: 'soc_a', type });
    made.withReadyMap('late');
    expect(made.ret('link.update', { link: 'l', map: 'late' })).toBe(0);
  });
});

describe('the end of a link', () => {
  test('detach unregisters once, drops the map, and the link stays', () => {
    const made = machine();
    expect(made.value('link.poll', { link: 'l' })).toEqual({ hup: false });
    expect(made.ret('link.detach', { link: 'l' })).toBe(0);
    expect(made.ret('link.detach', { link: 'l' })).toBe(0);
    expect(made.value('link.poll', { link: 'l' })).toEqual({ hup: true });
    expect(made.value('object.info', { fd: 'l' })).toMatchObject({ kind: 'link', map_id: 0 });
    expect(made.ret('object.by_id', { of: 'l' }, 'again')).toBe(0);
    made.ret('fd.close', { fd: 'l' });
    made.ret('fd.close', { fd: 'again' });
    expect(made.log()).toEqual(['unreg plain 1']);
  });

  test('the last close unregisters before it returns', () => {
    const made = machine();
    made.ret('fd.dup', { fd: 'l' }, 'd');
    made.ret('fd.close', { fd: 'l' });
    expect(made.log()).toEqual([]);
    made.ret('fd.close', { fd: 'd' });
    expect(made.log()).toEqual(['unreg plain 1']);
  });

  test('the last unlink leaves that to a worker, and until then the link is neither there nor unregistered', () => {
    const made = machine();
    made.ret('pin.create', { fd: 'l', path: 'x' });
    made.ret('fd.close', { fd: 'l' });
    expect(made.ret('pin.remove', { path: 'x' })).toBe(0);
    expect(made.log()).toEqual([]);
    expect(made.ret('object.by_id', { of: 'l' })).toBe(-ENOENT);
    expect(made.ret('module.detach', { name: 'soc_a', type: 'plain' })).toBe(-ENOENT);
    made.drain();
    expect(made.log()).toEqual(['unreg plain 1']);
  });

  test('the subsystem can detach as well', () => {
    const made = machine();
    expect(made.ret('module.detach', { name: 'soc_a', type: 'plain' })).toBe(0);
    expect(made.value('link.poll', { link: 'l' })).toEqual({ hup: true });
  });

  test('a link keeps its map, and the map the module', () => {
    const made = machine();
    for (const fd of ['m', 'n', 'f', 'h', 'init']) made.ret('fd.close', { fd });
    made.drain();
    expect(made.ret('module.unload', { name: 'soc_a' })).toBe(-EAGAIN);
    made.ret('fd.close', { fd: 'l' });
    made.drain();
    expect(made.ret('module.unload', { name: 'soc_a' })).toBe(0);
  });
});
