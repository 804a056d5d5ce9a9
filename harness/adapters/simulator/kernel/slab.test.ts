// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { splatsIn } from '../../../judge/splat';
import { bareCore } from '../testing/threads';
import { type Core } from './core';
import { refcountDecAndTest, refcountInc, refcountIncNotZero } from './refcount';
import { SlabObject } from './slab';

class Thing extends SlabObject {
  refcnt = 1;

  constructor(core: Core) {
    super(core, 'struct thing');
  }
}

/** A kernel that remembers, as one with a fault or with threads does. */
function rememberingCore(): Core {
  const core = bareCore();
  core.remembers = true;
  return core;
}

/** Does something as somebody at some time, so that a report can tell. */
function as(core: Core, doing: string, act: () => void): void {
  core.clock++;
  core.current.doing = doing;
  act();
}

test('use after free is reported with the history of the object', () => {
  const core = rememberingCore();
  let thing!: Thing;
  as(core, 'map.create', () => (thing = new Thing(core)));
  as(core, 'link.create', () => refcountInc(thing, 'bpf_map_inc'));
  as(core, 'fd.close', () => refcountDecAndTest(thing, 'bpf_map_put'));
  as(core, 'link.detach', () => {
    if (refcountDecAndTest(thing, 'bpf_map_put')) thing.kfree('bpf_map_free_deferred');
  });
  as(core, 'map.lookup', () => expect(thing.access('bpf_map_copy_value')).toBe(false));
  const log = core.takeLog();
  expect(log).toEqual([
    'BUG: KASAN: slab-use-after-free in bpf_map_copy_value',
    'struct thing touched in bpf_map_copy_value, by T0 for map.lookup',
    '  at 1: allocated, by T0 for map.create',
    '  at 2: refcnt 1 -> 2 in bpf_map_inc, by T0 for link.create',
    '  at 3: refcnt 2 -> 1 in bpf_map_put, by T0 for fd.close',
    '  at 4: refcnt 1 -> 0 in bpf_map_put, by T0 for link.detach',
    '  at 4: freed in bpf_map_free_deferred, by T0 for link.detach',
  ]);
  expect(splatsIn(log)).toHaveLength(1);
});

test('double free is a splat', () => {
  const core = rememberingCore();
  const thing = new Thing(core);
  thing.kfree('once');
  thing.kfree('twice');
  expect(splatsIn(core.takeLog())).toEqual(['BUG: KASAN: double-free in twice']);
});

test('putting once too often is an underflow, and raising from zero is found too', () => {
  const core = rememberingCore();
  const thing = new Thing(core);
  expect(refcountDecAndTest(thing, 'put')).toBe(true);
  expect(refcountDecAndTest(thing, 'put')).toBe(false);
  expect(splatsIn(core.takeLog())).toEqual(['refcount_t: underflow; use-after-free.']);
  refcountInc(thing, 'get');
  expect(splatsIn(core.takeLog())).toEqual(['refcount_t: addition on 0; use-after-free.']);
});

test('a counter that is zero may be asked for a reference, and says no', () => {
  const core = bareCore();
  const thing = new Thing(core);
  expect(refcountIncNotZero(thing, 'get')).toBe(true);
  expect([refcountDecAndTest(thing, 'put'), refcountDecAndTest(thing, 'put')]).toEqual([false, true]);
  expect(refcountIncNotZero(thing, 'get')).toBe(false);
  expect(core.takeLog()).toEqual([]);
});

test('a report shows how it began and how it ended, however much there was in between', () => {
  const core = rememberingCore();
  const thing = new Thing(core);
  for (let count = 0; count < 100; count++) refcountInc(thing, 'get');
  thing.kfree('somebody');
  thing.access('somebody else');
  const lines = core.takeLog();
  expect(lines).toHaveLength(2 + 1 + 8);
  expect(lines[2]).toContain('allocated');
  expect(lines.at(-1)).toContain('freed in somebody');
});

test('as many puts as gets and one more, the object is freed once and nothing is said', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean()), (gets) => {
      const core = bareCore();
      const thing = new Thing(core);
      let freed = 0;
      const put = (): void => {
        if (!refcountDecAndTest(thing, 'put')) return;
        freed++;
        thing.kfree('put');
      };
      for (const get of gets) {
        if (get) refcountInc(thing, 'get');
        else if (thing.refcnt > 1) put();
      }
      while (thing.refcnt > 0) put();
      expect([freed, thing.isFreed, core.takeLog()]).toEqual([1, true, []]);
    }),
  );
});
