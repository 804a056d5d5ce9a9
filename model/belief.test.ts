// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import { DEFAULT_PROFILE, profileNamed, type Operation, type Returned } from '../spec';
import { Belief, createModel, type Advance } from './index';

const profile = profileNamed(DEFAULT_PROFILE);
const model = createModel(profile);

const step = (op: string, args: Operation['args'], returned: Returned, result?: string) => ({
  operation: { op, args, ...(result === undefined ? {} : { result }) },
  returned,
});

/** Follows a history that must be allowed, and says what comes of its last step. */
function last(steps: readonly ReturnType<typeof step>[]): Advance {
  let belief = Belief.initial(model);
  for (const [index, { operation, returned }] of steps.entries()) {
    const advance = belief.advance(operation, returned);
    if (index === steps.length - 1) return advance;
    if (advance.kind !== 'followed') throw new Error(`step ${String(index)}: ${JSON.stringify(advance)}`);
    belief = advance.belief;
  }
  throw new Error('no steps');
}

const created = [
  step('module.load', { name: 'soc_a' }, { ret: 0 }),
  step('btf.open', { name: 'soc_a' }, { ret: 0, value: { id: 4 } }, 'b'),
  step('map.create', { btf: 'b', type: 'plain' }, { ret: 0, value: { id: 9 } }, 'm'),
];
const closed = [...created, step('fd.close', { fd: 'm' }, { ret: 0 })];

/** A link whose last reference, a pin, is gone. */
const unpinned = [
  step('module.load', { name: 'soc_a' }, { ret: 0 }),
  step('btf.open', { name: 'soc_a' }, { ret: 0, value: { id: 4 } }, 'b'),
  step('map.create', { btf: 'b', type: 'plain', link: true }, { ret: 0, value: { id: 9 } }, 'm'),
  step('map.update', { map: 'm', value: { tag: 5 } }, { ret: 0 }),
  step('link.create', { map: 'm' }, { ret: 0, value: { id: 2 } }, 'l'),
  step('pin.create', { fd: 'l', path: 'pin1' }, { ret: 0 }),
  step('fd.close', { fd: 'l' }, { ret: 0 }),
  step('pin.remove', { path: 'pin1' }, { ret: 0 }),
];

const UPDATE = ['run', 'alt', 'tag', 'spare'].map((member) => `init_member plain ${member}`);

describe('deferred releases', () => {
  test.each([0, -11])('after the last close the module may be removed, or not yet: %i', (ret) => {
    expect(last([...closed, step('module.unload', { name: 'soc_a' }, { ret })]).kind).toBe('followed');
  });

  test('once the module was seen to be free it stays free', () => {
    const seen = [
      ...closed,
      step('module.info', { name: 'soc_a' }, { ret: 0, value: { initstate: 'live', refcnt: 0 } }),
    ];
    expect(last([...seen, step('module.unload', { name: 'soc_a' }, { ret: -11 })])).toMatchObject({
      kind: 'contradicted',
      allowed: [{ outcome: '0', clause: 'MOD-UNLOAD-10' }],
    });
  });

  test('after quiesce nothing is left to release', () => {
    const quiet = [...closed, step('quiesce', {}, { ret: 0, value: { settled: true } })];
    expect(last([...quiet, step('module.unload', { name: 'soc_a' }, { ret: -11 })]).kind).toBe('contradicted');
    expect(last([...closed, step('quiesce', {}, { ret: 0, value: { settled: false } })]).kind).toBe('contradicted');
  });

  test('maps of two modules that are closed one after another leave one possibility, until a module is asked about', () => {
    const map = (btf: string, name: string, id: number) => [
      step('map.create', { btf, type: 'plain' }, { ret: 0, value: { id } }, name),
      step('fd.close', { fd: name }, { ret: 0 }),
    ];
    const many = [
      ...closed,
      step('module.load', { name: 'soc_b' }, { ret: 0 }),
      step('btf.open', { name: 'soc_b' }, { ret: 0, value: { id: 5 } }, 'c'),
      ...[10, 11, 12].flatMap((id) => map('b', `m${String(id)}`, id)),
      ...[20, 21, 22].flatMap((id) => map('c', `m${String(id)}`, id)),
    ];
    const left = (...more: readonly ReturnType<typeof step>[]): number => {
      const advance = last([...many, ...more]);
      return advance.kind === 'followed' ? advance.belief.possibilities.length : 0;
    };
    const busy = step('module.unload', { name: 'soc_a' }, { ret: -11 });
    const refcnt = (count: number) =>
      step('module.info', { name: 'soc_a' }, { ret: 0, value: { initstate: 'live', refcnt: count } });
    expect(left()).toBe(1);
    expect(left(busy, busy, busy)).toBe(1);
    expect(left(refcnt(4), busy, refcnt(1), busy)).toBe(1);
    expect(left(busy, refcnt(0), busy)).toBe(0);
    expect(left(refcnt(1), refcnt(2))).toBe(0);
  });

  test('a link that loses its pin is unregistered sooner or later, and the log says when', () => {
    const called = (value: readonly (readonly [number, null])[]) =>
      step('module.call', { name: 'soc_a', type: 'plain', member: 'run' }, { ret: 0, value });
    expect(last([...unpinned, called([[5, null]])]).kind).toBe('followed');
    expect(last([...unpinned, called([])]).kind).toBe('followed');
    expect(last([...unpinned, called([]), called([[5, null]])]).kind).toBe('contradicted');
  });

  describe('a link that loses its pin is unregistered first, and lets go of its map after', () => {
    const called = step('module.call', { name: 'soc_a', type: 'plain', member: 'run' }, { ret: 0, value: [] });
    const quiet = step('quiesce', {}, { ret: 0, value: { settled: true } });
    const again = step('link.create', { map: 'm' }, { ret: 0, value: { id: 3 } }, 'k');
    const looked = (refcnt: number, map = 'm') =>
      step('map.lookup', { map }, { ret: 0, value: { state: 3, refcnt, members: { tag: 5 } } });
    const found = (ret: number) =>
      step('object.by_id', { of: 'm' }, ret < 0 ? { ret } : { ret, value: { id: 9 } }, 'd');
    const closing = step('fd.close', { fd: 'm' }, { ret: 0 });

    test.each([
      ['the map is held for a while', [called, looked(1), looked(0)]],
      ['or not any more', [called, looked(0)]],
      ['so that a second link makes it two', [called, again, looked(2), looked(1)]],
      ['a map that nothing else holds is found until then', [closing, called, found(0), looked(0, 'd')]],
      ['and not after', [closing, called, found(-2)]],
    ])('%s', (_what, more) => {
      expect(last([...unpinned, ...more]).kind).toBe('followed');
    });

    test.each([
      ['what was let go of is not held again', [called, looked(0), looked(1)]],
      ['nobody else holds it', [called, looked(2)]],
      ['nor with a second link', [called, again, looked(3)]],
      ['what was unregistered stays so', [called, looked(1), { ...called, returned: { ret: 0, value: [[5, null]] } }]],
      ['it does not take for ever', [called, quiet, looked(1)]],
      ['a map that was gone is not found', [closing, called, found(-2), found(0)]],
    ])('%s', (_what, more) => {
      expect(last([...unpinned, ...more]).kind).toBe('contradicted');
    });

    test('which leaves one possibility that nothing looks at, and two of a log', () => {
      const left = (...more: readonly ReturnType<typeof step>[]): number => {
        const advance = last([...unpinned, ...more]);
        return advance.kind === 'followed' ? advance.belief.possibilities.length : 0;
      };
      expect(left(called)).toBe(1);
      expect(left(closing, called)).toBe(1);
      expect(left(again)).toBe(2);
    });
  });

  test('a link that is unregistered while an update is under way is logged among the lines of the update', () => {
    const begun = ['init plain', ...UPDATE, 'validate plain 5', 'reg plain 5'];
    const update = [...UPDATE, 'validate plain 6'];
    const updated = [
      ...unpinned,
      step('map.create', { btf: 'b', type: 'plain', link: true }, { ret: 0, value: { id: 10 } }, 'n'),
      step('map.update', { map: 'n', value: { tag: 6 } }, { ret: 0 }),
    ];
    const logged = (value: readonly string[]): string =>
      last([...updated, step('module.log', { name: 'soc_a' }, { ret: 0, value })]).kind;
    const unregisteredAt = (at: number): string =>
      logged([...begun, ...update.slice(0, at), 'unreg plain 5', ...update.slice(at)]);
    expect(logged([...begun, ...update])).toBe('followed');
    for (let at = 0; at <= update.length; at++) expect(unregisteredAt(at)).toBe('followed');
    expect(logged([...begun.slice(0, -1), 'unreg plain 5', 'reg plain 5', ...update])).toBe('contradicted');
  });
});

describe('ids', () => {
  const info = (id: number) =>
    step('object.info', { fd: 'b' }, { ret: 0, value: { kind: 'btf', id, name: 'soc_a', kernel: true } });

  test('an object keeps the id that it showed first', () => {
    expect(last([...created, info(4)]).kind).toBe('followed');
    expect(last([...created, info(5)]).kind).toBe('contradicted');
  });

  test('two objects of a kind never share an id', () => {
    const second = step('map.create', { btf: 'b', type: 'plain' }, { ret: 0, value: { id: 9 } }, 'm2');
    expect(last([...created, second]).kind).toBe('contradicted');
  });

  test('a map and a BTF may', () => {
    const map = step('map.create', { btf: 'b', type: 'plain' }, { ret: 0, value: { id: 4 } }, 'm');
    expect(last([...created.slice(0, 2), map]).kind).toBe('followed');
  });
});

describe('a crash of the tool', () => {
  test('leaves both possibilities open', () => {
    const before = Belief.initial(model).uncertain({ op: 'module.load', args: { name: 'soc_a' } });
    const unload: Operation = { op: 'module.unload', args: { name: 'soc_a' } };
    expect(before?.advance(unload, { ret: 0 }).kind).toBe('followed');
    expect(before?.advance(unload, { ret: -2 }).kind).toBe('followed');
  });

  const load: Operation = { op: 'module.load', args: { name: 'soc_a' } };
  const proved = (belief: Belief | undefined, refcnt?: number): unknown => {
    const value = refcnt === undefined ? { initstate: 'absent' } : { initstate: 'live', refcnt };
    const advance = belief?.advance({ op: 'module.info', args: { name: 'soc_a' } }, { ret: 0, value });
    return advance?.kind === 'followed' ? advance.belief.proved : advance;
  };

  test('what came later may prove that the operation was done, and by which clause', () => {
    const crashed = Belief.initial(model).uncertain(load);
    expect(crashed?.proved).toEqual([]);
    expect(proved(crashed, 0)).toEqual(['MOD-LOAD-09']);
    expect(proved(crashed)).toEqual([]);
  });

  test('of two that were tried, one at least was done', () => {
    const twice = Belief.initial(model).uncertain(load)?.uncertain(load);
    expect(twice?.possibilities).toHaveLength(2);
    expect(proved(twice, 0)).toEqual(['MOD-LOAD-09']);
  });

  test('one that would change nothing proves nothing', () => {
    const refused = Belief.initial(model).uncertain({ op: 'module.unload', args: { name: 'soc_a' } });
    expect(refused?.possibilities).toHaveLength(1);
    expect(proved(refused)).toEqual([]);
  });
});
