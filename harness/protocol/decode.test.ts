// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { decode } from './decode';
import { runAnswer } from './messages';

test('what is nested too deeply is not parsed', () => {
  const deep = `{"seq":0,"history":${'['.repeat(1_000_000)}`;
  expect(() => decode(runAnswer, deep, 'the answer')).toThrow('the answer is nested too deeply: {"seq":0');
});
