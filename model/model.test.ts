// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import {
  DEFAULT_PROFILE,
  EVERYWHERE,
  observableClauses,
  OPERATIONS,
  PROFILE_NAMES,
  profileNamed,
  type Operation,
} from '../spec';
import { clausesOf, createModel, RULES, type Model, type State } from './index';

const profile = profileNamed(DEFAULT_PROFILE);
const model: Model = createModel(profile);

describe('the rules and the vocabulary', () => {
  test('every operation has exactly one rule', () => {
    expect(RULES.map((rule) => rule.op).sort()).toEqual(OPERATIONS.map(({ op }) => op).sort());
  });

  test.each(PROFILE_NAMES)(
    'in %s every observable clause has a rule, and no rule cites one that cannot be observed',
    (name) => {
      const observable = observableClauses(name);
      const cited = [...clausesOf(new Set(OPERATIONS.map(({ op }) => op)), name)];
      expect(cited.toSorted()).toEqual(observable.filter((id) => !EVERYWHERE.includes(id)).toSorted());
    },
  );
});

const op = (name: string, args: Operation['args'], result?: string): Operation => ({
  op: name,
  args,
  ...(result === undefined ? {} : { result }),
});

/** The state after some operations, each taking its first allowed way. */
function after(operations: readonly Operation[]): State {
  return operations.reduce((state, operation) => {
    const [first] = model.step(state, operation);
    if (first === undefined) throw new Error(`nothing is allowed for ${operation.op}`);
    return first.next;
  }, model.initial);
}

const decides = (state: State, operation: Operation): string =>
  model
    .step(state, operation)
    .map(({ clause, ret }) => `${clause} ${String(ret)}`)
    .join(' | ');

const loaded = [op('module.load', { name: 'soc_a', types: 'all' }), op('btf.open', { name: 'soc_a' }, 'b')];
const legacy = [...loaded, op('map.create', { btf: 'b', type: 'asked' }, 'm')];
const linked = [...loaded, op('map.create', { btf: 'b', type: 'fixed', link: true }, 'm')];
const ready = [...linked, op('map.update', { map: 'm' })];
const attached = [...ready, op('link.create', { map: 'm' }, 'l')];

describe('two faults at once give the errno of the first check', () => {
  const rows: readonly (readonly [string, readonly Operation[], Operation, string])[] = [
    ['flags before key', legacy, op('map.update', { map: 'm', flags: 1, key: 1 }), 'MAP-UPDATE-06 -22'],
    ['key before holes', legacy, op('map.update', { map: 'm', key: 1, hole: 'common' }), 'MAP-UPDATE-07 -7'],
    ['state before EBUSY', ready, op('map.update', { map: 'm', state: 1 }), 'MAP-UPDATE-10 -22'],
    ['EBUSY before members', ready, op('map.update', { map: 'm', value: { spare: 1 } }), 'MAP-UPDATE-12 -16'],
    [
      'an earlier member before a later one',
      legacy,
      op('map.update', { map: 'm', value: { spare: 1, run: 'closed' } }),
      'MAP-UPDATE-15 -22',
    ],
    [
      'unknown value id before wrong size',
      legacy,
      op('map.create', { btf: 'b', type: 'plain', id: 'ops', sizeDelta: 1 }),
      'MAP-CREATE-20 -524',
    ],
    [
      'key_size before privilege',
      legacy,
      op('map.create', { btf: 'b', type: 'plain', keySize: 8, caps: 'none' }),
      'MAP-CREATE-09 -22',
    ],
    [
      'licence before id 0',
      [],
      op('prog.load', { btf: 'none', type: 'zero', member: 'run', license: 'proprietary' }),
      'PROG-LOAD-17 -22',
    ],
    [
      'no update op before ENOLINK',
      [...attached, op('link.detach', { link: 'l' })],
      op('link.update', { link: 'l', map: 'm' }),
      'LINK-UPDATE-07 -95',
    ],
    ['flags of a lookup before its descriptor', [], op('map.lookup', { map: 'closed', flags: 1 }), 'MAP-LOOKUP-02 -22'],
  ];
  test.each(rows)('%s', (_name, before, operation, expected) => {
    expect(decides(after(before), operation)).toBe(expected);
  });
});

describe('holes', () => {
  const tcp = [op('map.create', { btf: 'none', type: 'tcp_congestion_ops' }, 'm')];

  test('a type that fills its cache lines has none after it: there is nothing to refuse', () => {
    expect(decides(after(tcp), op('map.update', { map: 'm', hole: 'after' }))).toBe('MAP-UPDATE-14 -22');
    expect(decides(after(legacy), op('map.update', { map: 'm', hole: 'after' }))).toBe('MAP-UPDATE-08 -22');
  });

  test('there is always one between the common part and the data', () => {
    expect(decides(after(tcp), op('map.update', { map: 'm', hole: 'common' }))).toBe('MAP-UPDATE-08 -22');
  });
});

describe('lifetimes', () => {
  test('a map holds its module from creation, registered or not', () => {
    expect(decides(after(legacy), op('module.unload', { name: 'soc_a' }))).toBe('MOD-UNLOAD-08 -11');
  });

  test('the last close of an INUSE map leaves it registered, and the module held', () => {
    const closed = after([...legacy, op('map.update', { map: 'm' }), op('fd.close', { fd: 'm' })]);
    expect(decides(closed, op('module.unload', { name: 'soc_a' }))).toBe('MOD-UNLOAD-08 -11');
    expect(decides(closed, op('object.by_id', { of: 'm' }, 'again'))).toBe('ID-04 0');
  });

  test('TOBEFREE is for ever', () => {
    const gone = after([...legacy, op('map.update', { map: 'm' }), op('map.delete', { map: 'm' })]);
    expect(decides(gone, op('map.update', { map: 'm' }))).toBe('MAP-UPDATE-12 -16');
    expect(decides(gone, op('map.delete', { map: 'm' }))).toBe('MAP-DELETE-07 -115');
  });

  test('a BTF descriptor outlives the module, without id and without types', () => {
    const gone = after([...loaded, op('module.unload', { name: 'soc_a' }), op('module.load', { name: 'soc_a' })]);
    expect(decides(gone, op('map.create', { btf: 'b', type: 'plain' }, 'm'))).toBe('MAP-CREATE-18 -22');
    expect(model.step(gone, op('object.info', { fd: 'b' }))[0]?.value).toMatchObject({ id: 0, name: 'soc_a' });
  });

  test('a program outlives its module, and fits no map of the next load', () => {
    const reloaded = after([
      ...loaded,
      op('prog.load', { btf: 'b', type: 'plain', member: 'run' }, 'p'),
      op('module.unload', { name: 'soc_a' }),
      op('module.load', { name: 'soc_a' }),
      op('btf.open', { name: 'soc_a' }, 'b2'),
      op('map.create', { btf: 'b2', type: 'plain' }, 'm'),
    ]);
    expect(decides(reloaded, op('map.update', { map: 'm', value: { run: 'p' } }))).toBe('MAP-UPDATE-17 -22');
  });
});
