// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { initialState, stateFrom, type PlainState } from '../../../model';
import { isLeftOf } from './left';

const BTF = 'btf:soc_a#1';
const instance = { registered: ['plain'], failedOnce: false, registrations: [], log: [], pendingPuts: 0 };
const ofPlain = { btf: BTF, type: 'plain', link: true, vtypeFlag: true };

/** A program and a map that hold each other, and a map that nobody holds. */
const state = stateFrom({
  ...(JSON.parse(JSON.stringify(initialState)) as PlainState),
  modules: { soc_a: { name: 'soc_a', btf: BTF, ...instance } } as unknown as PlainState['modules'],
  btfs: { [BTF]: { kind: 'module', name: 'soc_a', live: true } },
  progs: {
    'prog:p': { kind: 'struct_ops', btf: BTF, type: 'plain', member: 'run', body: 'const', value: 0, binds: ['map:m'] },
  },
  maps: {
    'map:m': { ...ofPlain, phase: 'READY', value: { run: 'prog:p' } },
    'map:n': { ...ofPlain, phase: 'INIT', value: {} },
  },
});

const held = (type: string, count: number): string =>
  `map 7 (${type}) is still held after 2 s by 0 links, no registration, ${count} bindings of programs, and 0 that nothing shows`;
const ofModule = (references: number): string =>
  `module soc_a is still held after 2 s by ${references} references, with 1 maps left`;
const visible = 'BTF 3 of module soc_a is still visible';

test('what holds each other is all that may be left', () => {
  expect(isLeftOf(state, [held('soc_plain_ops', 1), ofModule(1), visible])).toBe(true);
  expect(isLeftOf(state, ['soc_a cannot be unloaded: -EAGAIN, refcnt 1', 'map 1 is left', 'program 1 is left'])).toBe(
    true,
  );
});

test.each([
  ['another map', [held('soc_plain_ops', 1), held('soc_plain_ops', 1)]],
  ['a map of another type', [held('soc_fixed_ops', 1)]],
  ['one that somebody else holds as well', [held('soc_plain_ops', 2)]],
  ['one that nobody knows who else holds', [held('soc_plain_ops', 1).replace('and 0', 'and 1')]],
  ['one that its registration holds', [held('soc_plain_ops', 1).replace('no registration', 'its registration')]],
  ['a module that is held more often', [held('soc_plain_ops', 1), ofModule(2)]],
  ['another module', [ofModule(1).replace('soc_a', 'soc_b')]],
  ['a link', ['link 1 is left']],
  ['memory', ['kmemleak: 3 new suspected memory leaks']],
])('%s is not', (_, lines) => {
  expect(isLeftOf(state, lines)).toBe(false);
});
