// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import { programIn } from '../../generators';
import { Belief, createModel, type Explanation } from '../../model';
import { DEFAULT_PROFILE, profileNamed, type Operation, type Returned } from '../../spec';
import { seen } from './seen';

const model = createModel(profileNamed(DEFAULT_PROFILE));

const operationsOf = (text: string): readonly Operation[] => programIn(text).operations;

/** The last operation of a program, and what explains its outcome. */
function last(text: string, returned: readonly Returned[]): readonly [Operation, readonly Explanation[]] {
  const operations = operationsOf(text);
  let belief = Belief.initial(model);
  let explanations: readonly Explanation[] = [];
  for (const [index, operation] of operations.entries()) {
    const advance = belief.advance(operation, returned[index] ?? { ret: 0 });
    if (advance.kind !== 'followed') throw new Error(JSON.stringify(advance));
    ({ belief, explanations } = advance);
  }
  const operation = operations.at(-1);
  if (operation === undefined) throw new Error('no operation');
  return [operation, explanations];
}

const created = 'module.load soc_a\nb = btf.open soc_a\nm = map.create b plain\n';
const ids: readonly Returned[] = [{ ret: 0 }, { ret: 0, value: { id: 4 } }, { ret: 0, value: { id: 9 } }];
const linked = `${created.replace('plain', 'plain link')}map.update m .tag=5\nl = link.create m\n`;
const keys = (...of: Parameters<typeof seen>): readonly string[] => seen(...of).touched.map(({ key }) => key);

describe('what an operation certainly was', () => {
  test('is its cell, when only one state is possible', () => {
    expect(seen(...last(created, ids)).cell).toBe('map.create btf=(btf module 1fd) -> MAP-CREATE-32 0');
  });

  test('is no cell, when states that differ for it are possible', () => {
    // Whether the module was still held by the map that is on its way out does not show in its log.
    const [operation, explanations] = last(`${created}fd.close m\nmodule.log soc_a`, [
      ...ids,
      { ret: 0 },
      { ret: 0, value: ['init plain'] },
    ]);
    expect(explanations.length).toBeGreaterThan(1);
    expect(seen(operation, explanations).cell).toBeUndefined();
    expect(keys(operation, explanations)).toEqual(['module:soc_a']);
  });

  test('is its cell, when states that are the same for it are possible', () => {
    // A link whose pin is removed goes a little later.
    const pinned = `${linked}pin.create l pin1\nfd.close l\npin.remove pin1\n`;
    const [operation, explanations] = last(`${pinned}u = btf.load`, [
      ...ids,
      { ret: 0 },
      { ret: 0, value: { id: 2 } },
      ...[0, 0, 0].map((ret) => ({ ret })),
      { ret: 0, value: { id: 5 } },
    ]);
    expect(explanations.length).toBeGreaterThan(1);
    expect(seen(operation, explanations).cell).toBe('btf.load -> BTF-LOAD-03 0');
  });

  test('is nothing without an explanation', () => {
    expect(seen({ op: 'quiesce', args: {} }, [])).toEqual({ cell: undefined, touched: [] });
  });
});

describe('the objects of an operation', () => {
  test('are those it names and the one it makes', () => {
    expect(keys(...last(created, ids))).toEqual(['btf:soc_a#1', 'map:m']);
    expect(keys(...last('module.load soc_a', [{ ret: 0 }]))).toEqual(['module:soc_a']);
    expect(keys(...last(`${created}d = fd.dup m`, [...ids, { ret: 0, value: { id: 9 } }]))).toEqual(['map:m']);
  });

  test('are those it takes away', () => {
    expect(keys(...last(`${created}fd.close m`, ids))).toEqual(['map:m']);
    expect(keys(...last('module.load soc_a\nmodule.unload soc_a', []))).toEqual(['module:soc_a']);
  });

  test('are none when there is nothing to touch', () => {
    expect(keys(...last('fd.close closed', [{ ret: -9 }]))).toEqual([]);
    expect(keys(...last('module.unload soc_a', [{ ret: -2 }]))).toEqual([]);
  });
});
