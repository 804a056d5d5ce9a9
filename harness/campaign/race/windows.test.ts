// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { pairsIn, parseRace } from '../../../generators';
import { holdSchema } from '../../protocol/messages';
import { windowsOf } from './windows';

function windowsIn(text: string): readonly string[] {
  const parsed = parseRace(text);
  if (parsed.kind !== 'race') throw new Error(parsed.message);
  return windowsOf(parsed.race).map(({ module, at }) => `${module} ${at}`);
}

test('what a thread may come by is held, in every module that the race names', () => {
  expect(
    windowsIn(`
module.load soc_a
b = btf.open soc_a
m = map.create b plain
| map.update m | module.load soc_b
module.log soc_a
`),
  ).toEqual([
    'soc_a init_member',
    'soc_a validate',
    'soc_a reg',
    'soc_a init',
    'soc_b init_member',
    'soc_b validate',
    'soc_b reg',
    'soc_b init',
  ]);
});

test('what the prefix comes by is not', () => {
  expect(
    windowsIn(`
module.load soc_a
b = btf.open soc_a
m = map.create b plain link
map.update m
| map.lookup m | object.info m
`),
  ).toEqual([]);
});

test('every window of every pair can be asked for', () => {
  const windows = pairsIn('6.12').flatMap(({ race }) => windowsOf(race));
  expect(new Set(windows.map(({ at }) => at))).toEqual(
    new Set(['init', 'exit', 'reg', 'unreg', 'update', 'validate', 'init_member']),
  );
  for (const window of windows) expect(holdSchema.parse(window)).toEqual(window);
});
