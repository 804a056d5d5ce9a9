// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { DEFAULT_PROFILE, profileNamed, type Operation } from '../../spec';
import { createModel } from '../model';
import { moduleReferences } from '../references';
import type { State } from '../state';

const profile = profileNamed(DEFAULT_PROFILE);
const model = createModel(profile);

const load = (name: string, types = 'plain'): Operation => ({ op: 'module.load', args: { name, types } });
const register = (args: Operation['args'], result = 'm'): Operation => ({ op: 'loader.register', result, args });

function after(...operations: readonly Operation[]): State {
  return operations.reduce((state, operation) => model.step(state, operation)[0]?.next ?? state, model.initial);
}

test('the process leaves no descriptor open, and no name but that of the map', () => {
  const state = after(load('soc_a'), register({ type: 'plain', link: true, path: 'pin1', run: true }));
  expect(state.files).toEqual({});
  expect(Object.keys(state.bound)).toEqual(['m']);
  expect(Object.values(state.pins).map(({ kind }) => kind)).toEqual(['link']);
  expect(Object.keys(state.progs)).toHaveLength(1);
});

test('a link without a path goes with the process, and the module is let go of later', () => {
  const state = after(load('soc_a'), register({ type: 'plain', link: true, run: true }));
  expect([state.maps, state.links, state.progs]).toEqual([{}, {}, {}]);
  expect(moduleReferences(state, 'soc_a')).toBe(1);
  expect(state.modules.soc_a?.log.slice(-2)).toEqual(['reg plain 1', 'unreg plain 1']);
});

test('a failure leaves nothing but its callbacks in the log', () => {
  const first = register({ type: 'owned', link: true, path: 'pin1' });
  const state = after(load('soc_a', 'owned'), first, register({ type: 'owned', tag: 2 }, 'n'));
  expect(Object.keys(state.maps)).toEqual(['map:m']);
  expect(Object.keys(state.bound)).toEqual(['m']);
  expect(state.modules.soc_a?.log.at(-1)).toBe('reg owned 2');
});

test('the module that was loaded first is the one that libbpf finds, whatever it has registered', () => {
  const state = after(load('soc_b', 'none'), load('soc_a'));
  const [outcome] = model.step(state, register({ type: 'plain' }));
  expect(outcome).toMatchObject({ clause: 'LOADER-02', ret: -524 });
});
