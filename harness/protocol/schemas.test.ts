// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyProgram } from '../../generators/testing/programs';
import { expectGolden } from '../testing/golden';
import { programSchema } from './program';
import { SCHEMAS } from './schemas';

const directory = join(__dirname, 'schemas');

describe('the published JSON Schemas', () => {
  it.each(Object.keys(SCHEMAS))('%s is what the code says', (file) => {
    expectGolden(join(directory, file), `${JSON.stringify(SCHEMAS[file], null, 2)}\n`);
  });

  it('are all there are', () => {
    expect(readdirSync(directory).sort()).toEqual(Object.keys(SCHEMAS).sort());
  });
});

describe('programSchema', () => {
  it('takes every program in normal form as it is', () => {
    fc.assert(
      fc.property(anyProgram, (program) => {
        expect(programSchema.parse(JSON.parse(JSON.stringify(program)))).toEqual(program);
      }),
    );
  });

  it.each([
    [{ op: 'map.crate', args: {} }],
    [{ op: 'map.create', args: { btf: 'b' } }],
    [{ op: 'map.create', args: { btf: 'b', type: 'plain', colour: 'red' } }],
    [{ op: 'map.delete', result: 'm', args: { map: 'm' } }],
    [{ op: 'map.update', args: { map: 'm', value: { nothing: 1 } } }],
    [{ op: 'map.update', args: { map: '../m' } }],
  ])('refuses %j', (operation) => {
    expect(programSchema.safeParse({ operations: [operation] }).success).toBe(false);
  });
});
