// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { FAULTS, LEFT_OUT } from '.';

test('what is left out has a reason, and is named once', () => {
  for (const { source, reason } of LEFT_OUT) {
    expect(source).not.toBe('');
    expect(reason).not.toBe('');
  }
  expect(new Set(LEFT_OUT.map(({ source }) => source)).size).toBe(LEFT_OUT.length);
});

test('what is left out is no fault, and the faults that its reasons name are there', () => {
  const sources = new Set(FAULTS.map(({ source }) => source));
  const names = new Set(FAULTS.map(({ name }) => name));
  for (const { source, reason } of LEFT_OUT) {
    expect(sources).not.toContain(source);
    for (const name of reason.match(/\b[a-z]+(?:-[a-z]+){2,}\b/g) ?? []) expect(names).toContain(name);
  }
});
