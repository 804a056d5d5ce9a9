// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Counts of references that a value may show while another thread takes some or drops them.
import { expect, test } from '@jest/globals';
import { parseRace } from '../../../generators';
import { createModel } from '../../../model';
import { allowedResults } from '../../../model/race';
import { DEFAULT_PROFILE, profileNamed } from '../../../spec';

const model = createModel(profileNamed(DEFAULT_PROFILE));

/** How many references the second thread may be shown of `m`, which has one link and one descriptor. */
function counts(beside: string, look = 'map.lookup m', before = ''): readonly number[] {
  const parsed = parseRace(`module.load soc_a
b = btf.open soc_a
m = map.create b plain link
map.update m
l = link.create m
${before}| ${beside} | ${look}
`);
  if (parsed.kind === 'error') throw new Error(parsed.message);
  const allowance = allowedResults(model, parsed.race);
  if (allowance.kind !== 'all') throw new Error('there are too many');
  const shown = allowance.results.results.map(({ endings }) => JSON.stringify(endings));
  return [...new Set(shown.map((each) => Number(/"refcnt":(\d+)/.exec(each)?.[1])))].toSorted();
}

test.each([
  { beside: 'link.update l m', allowed: [1, 2, 3] },
  { beside: 'link.update l m old=m flags=replace', allowed: [1, 2, 3, 4] },
  { beside: 'n = object.by_id m', allowed: [0, 1, 2] },
  { beside: 'pin.create m pin1', allowed: [0, 1, 2] },
  { beside: 'module.log soc_a', allowed: [1] },
])('during $beside a value shows $allowed', ({ beside, allowed }) => {
  expect(counts(beside)).toEqual(allowed);
});

test('a pin that is opened counts the reference before its user, a read of it as well', () => {
  expect(counts('n = pin.get pin1', 'pin.read pin1', 'pin.create m pin1\n')).toEqual([0, 1, 2]);
});
