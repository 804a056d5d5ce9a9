// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import { programIn } from '../../generators';
import { DEFAULT_PROFILE, profileNamed, type Operation } from '../../spec';
import { createModel, type Model } from '../model';
import { moduleReferences } from '../references';
import type { Transition } from '../rule';
import type { State } from '../state';

const profile = profileNamed(DEFAULT_PROFILE);
const model = createModel(profile);

const load = (name: string, types = 'plain'): Operation => ({ op: 'module.load', args: { name, types } });
const register = (args: Operation['args'], result = 'm'): Operation => ({ op: 'loader.register', result, args });

function after(...operations: readonly Operation[]): State {
  return operations.reduce((state, operation) => model.step(state, operation)[0]?.next ?? state, model.initial);
}

/** What the last operation of a program comes to when the others take their first way. */
function last(text: string, on: Model = model): Transition | undefined {
  let [state, transition]: [State, Transition | undefined] = [on.initial, undefined];
  for (const operation of programIn(text).operations) {
    [transition] = on.step(state, operation);
    state = transition?.next ?? state;
  }
  return transition;
}

test('the process leaves no descriptor open, and no name but that of the map', () => {
  const state = after(load('soc_a'), register({ type: 'plain', link: true, path: 'pin1', run: true }));
  expect(state.files.keys).toEqual([]);
  expect(state.bound.keys).toEqual(['m']);
  expect(state.pins.values.map(({ kind }) => kind)).toEqual(['link']);
  expect(state.progs.keys).toHaveLength(1);
});

test('a link without a path goes with the process, and the module is let go of later', () => {
  const state = after(load('soc_a'), register({ type: 'plain', link: true, run: true }));
  expect([state.maps.keys, state.links.keys, state.progs.keys]).toEqual([[], [], []]);
  expect(moduleReferences(state, 'soc_a')).toBe(1);
  expect(state.modules.get('soc_a')?.log.slice(-2)).toEqual(['reg plain 1', 'unreg plain 1']);
});

test('a failure leaves nothing but its callbacks in the log', () => {
  const first = register({ type: 'owned', link: true, path: 'pin1' });
  const state = after(load('soc_a', 'owned'), first, register({ type: 'owned', tag: 2 }, 'n'));
  expect(state.maps.keys).toEqual(['map:m']);
  expect(state.bound.keys).toEqual(['m']);
  expect(state.modules.get('soc_a')?.log.at(-1)).toBe('reg owned 2');
});

describe('the clause that decides', () => {
  const [A, B] = ['module.load soc_a\n', 'module.load soc_b\n'];
  /** Something of the module that is gone keeps its BTF. */
  const KEPT = `${A}b = btf.open soc_a\np = prog.load b plain run\nmodule.unload soc_a\n`;
  const TCP = 'm = loader.register tcp_congestion_ops';

  test.each([
    ['LOADER-01', -3, 'm = loader.register plain'],
    ['LOADER-01', -3, `${A}b = btf.open soc_a\nmodule.unload soc_a\nm = loader.register plain`],
    ['LOADER-17', -3, `${KEPT}m = loader.register plain`],
    ['LOADER-14', 0, `${KEPT}${A}m = loader.register plain`],
    ['LOADER-02', -524, `${A}m = loader.register asked`],
    ['LOADER-02', -524, `${A}module.load soc_b types=fixed\nm = loader.register asked`],
    ['LOADER-12', -524, `module.load soc_b types=none\n${A}m = loader.register plain`],
    ['LOADER-08', 0, `${A}module.load soc_b types=none\nm = loader.register plain`],
    ['LOADER-13', 0, `${B}${A}m = loader.register plain`],
    ['LOADER-16', 0, `${B}${A}m = loader.register plain run`],
    ['LOADER-13', 0, `${A}${B}module.unload soc_a\n${A}m = loader.register plain`],
    ['LOADER-18', 0, `${A}m = loader.register plain\nn = loader.register plain link path=pin1 tag=2`],
    ['LOADER-08', 0, `${A}m = loader.register plain\nloader.unregister m\nn = loader.register plain`],
    ['LOADER-08', 0, `${A}module.load soc_a\nm = loader.register plain`],
    ['LOADER-09', -2, `${TCP}\nloader.unregister m\nloader.unregister m`],
    ['LOADER-20', -115, `${TCP}\nd = object.by_id m\nloader.unregister m\nloader.unregister m`],
    ['LOADER-10', -2, 'm = map.create none tcp_congestion_ops\nloader.unregister m'],
    ['LOADER-19', -95, `${TCP} link path=pin1\nloader.unregister m`],
    ['MOD-UNLOAD-08', -11, `${A}m = loader.register plain\nmodule.unload soc_a`],
    ['MOD-LOAD-04', -17, `${A}m = loader.register plain\nmodule.load soc_a`],
  ] as const)('%s, with %i, after %j', (clause, ret, text) => {
    expect(last(text)).toMatchObject({ clause, ret });
  });

  test('a BTF that outlives its module is in the way before the fix of that', () => {
    const before = createModel(profileNamed('6.9'));
    expect(last(`${KEPT}m = loader.register plain`, before)).toMatchObject({ clause: 'LOADER-21', ret: -22 });
    expect(last(`${KEPT}${A}m = loader.register plain`, before)).toMatchObject({ clause: 'LOADER-21', ret: -22 });
  });
});

test('of two modules the first that was loaded gets the value, and the map holds it alone', () => {
  const state = after(load('soc_b'), load('soc_a'), register({ type: 'plain', run: true }));
  expect([moduleReferences(state, 'soc_b'), moduleReferences(state, 'soc_a')]).toEqual([1, 0]);
  expect(state.progs.values).toMatchObject([{ btf: state.modules.get('soc_b')?.btf }]);
  expect(state.maps.values).toMatchObject([{ btf: state.modules.get('soc_b')?.btf }]);
});
