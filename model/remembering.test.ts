// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { DEFAULT_PROFILE, profileNamed, type Operation } from '../spec';
import { createModel, remembering } from './index';

const model = createModel(profileNamed(DEFAULT_PROFILE));
const load: Operation = { op: 'module.load', args: { name: 'soc_a' } };

test('the same question is answered once, another one anew', () => {
  let asked = 0;
  const asking = remembering({ ...model, step: (state, operation) => (asked++, model.step(state, operation)) });
  const [first] = asking.step(model.initial, load);
  expect(asking.step(model.initial, load)).toEqual([first]);
  expect(asked).toBe(1);
  const loaded = first?.next ?? model.initial;
  expect(asking.step(loaded, load)).toEqual(model.step(loaded, load));
  expect(asking.step(model.initial, load)).toEqual(model.step(model.initial, load));
  expect(asked).toBe(3);
});
