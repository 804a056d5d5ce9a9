// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import { argumentsOf, defaultOf, definitionOf, OPERATIONS } from '../index';

describe.each(OPERATIONS.map((definition) => [definition.op, definition] as const))('%s', (op, definition) => {
  test('is found by its name, which is a noun and a verb', () => {
    expect(definitionOf(op)).toBe(definition);
    expect(op).toMatch(/^[a-z]+(\.[a-z_]+)?$/);
  });

  test('has its positional parameters among the others, and tells the kernel function and what it does', () => {
    for (const name of definition.positional) expect(definition.parameters).toHaveProperty(name);
    expect(definition.summary).toMatch(/\.$/);
    expect(definition.kernel).toMatch(/\S/);
  });

  test('fills in a default for every parameter, and an edge value is none', () => {
    const full = argumentsOf(definition, { op, args: {} });
    for (const [name, parameter] of Object.entries(definition.parameters)) {
      expect(full[name]).toEqual(defaultOf(parameter));
      if (parameter.kind === 'number') expect(parameter.edges).not.toContain(parameter.default);
      if (parameter.kind === 'choice') expect(new Set(parameter.words).size).toBe(parameter.words.length);
    }
  });
});

test('names are unique', () => {
  expect(new Set(OPERATIONS.map(({ op }) => op)).size).toBe(OPERATIONS.length);
});
