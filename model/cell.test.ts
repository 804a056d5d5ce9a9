// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import { DEFAULT_PROFILE, profileNamed, type Operation } from '../spec';
import { cellOf, createModel, touchedBy, type State } from './index';

const model = createModel(profileNamed(DEFAULT_PROFILE));
const op = (name: string, args: Operation['args'], result?: string): Operation => ({
  op: name,
  args,
  ...(result === undefined ? {} : { result }),
});

function after(operations: readonly Operation[]): State {
  return operations.reduce((state, operation) => model.step(state, operation)[0]?.next ?? state, model.initial);
}

const loaded = (name: string) => [op('module.load', { name }), op('btf.open', { name }, 'b')];
const ready = (name: string) => [
  ...loaded(name),
  op('map.create', { btf: 'b', type: 'plain', link: true }, 'm'),
  op('map.update', { map: 'm' }),
];

const cells = (before: readonly Operation[], operation: Operation): readonly string[] => {
  const state = after(before);
  return model.step(state, operation).map((transition) => cellOf(state, operation, transition));
};

describe('a cell', () => {
  test('tells the states of the objects, the arguments, and the outcome with its clause', () => {
    expect(cells(ready('soc_a'), op('map.update', { map: 'm', key: 1 }))).toEqual([
      'map.update map=(map link READY 1fd) key=1 -> MAP-UPDATE-07 -E2BIG',
    ]);
    expect(cells(ready('soc_a'), op('link.create', { map: 'm' }, 'l'))).toEqual([
      'link.create map=(map link READY 1fd) -> LINK-CREATE-07 0',
    ]);
    expect(cells([], op('module.load', { name: 'soc_a' }))).toEqual(['module.load name=- -> MOD-LOAD-09 0']);
  });

  test('does not tell modules apart, but for the one without BTF', () => {
    const operation = op('map.update', { map: 'm', state: 1 });
    expect(cells(ready('soc_b'), operation)).toEqual(cells(ready('soc_a'), operation));
    expect(cells([], op('module.load', { name: 'soc_n' }))).not.toEqual(
      cells([], op('module.load', { name: 'soc_a' })),
    );
  });

  test('tells a map twice named from two maps', () => {
    const linked = [...ready('soc_a'), op('link.create', { map: 'm' }, 'l')];
    const other = [...linked, op('map.create', { btf: 'b', type: 'plain', link: true }, 'm2')];
    const both = [...other, op('map.update', { map: 'm2' }), op('link.create', { map: 'm2' }, 'l2')];
    const update = (old: string) => op('link.update', { link: 'l', map: 'm', old, flags: 'replace' });
    expect(cells(both, update('m'))).not.toEqual(cells(both, update('m2')));
  });

  test('counts the descriptors, since the last close is another thing', () => {
    const linked = [...ready('soc_a'), op('link.create', { map: 'm' }, 'l')];
    const close = op('fd.close', { fd: 'l' });
    expect(cells(linked, close)).toEqual(['fd.close fd=(link attached 1fd) -> LINK-CLOSE-01 0']);
    expect(cells([...linked, op('fd.dup', { fd: 'l' }, 'd')], close)).toEqual([
      'fd.close fd=(link attached 2fd) -> FD-CLOSE-01 0',
    ]);
  });
});

describe('what an operation touches', () => {
  test('is each object once, programs of a value and modules too', () => {
    const before = [
      ...loaded('soc_a'),
      op('map.create', { btf: 'b', type: 'plain' }, 'm'),
      op('prog.load', { btf: 'b', type: 'plain', member: 'run' }, 'p'),
    ];
    const state = after(before);
    const value = { run: 'p', alt: 'p', tag: 3 };
    expect(touchedBy(state, op('map.update', { map: 'm', value }))).toEqual([
      { kind: 'map', key: 'map:m' },
      { kind: 'prog', key: 'prog:p' },
    ]);
    expect(touchedBy(state, op('module.call', { name: 'soc_a', type: 'plain', member: 'run' }))).toEqual([
      { kind: 'module', key: 'module:soc_a' },
    ]);
    expect(touchedBy(state, op('fd.close', { fd: 'closed' }))).toEqual([]);
  });
});
