// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { createModel } from '../../model';
import { profileNamed } from '../../spec';
import { ownKnownList } from '../cli/known-file';
import { comingTo } from '../testing/hazards';
import { oracleFor } from './oracle';

const implementation = { name: 'x', version: '1', kernel: '6.12.95' };

// prog.bind of a program that an update should have refused, and such a kernel took (6.12.95, seed 6, program 687).
test('a hazard is known, though nobody asked for hazards', () => {
  const oracle = oracleFor(implementation, { profile: 'auto', seed: 1, deviations: ownKnownList });
  const circle = comingTo(createModel(profileNamed('6.12')), 'program-and-map-hold-each-other');
  const shown = (what: string) => {
    const lines = [`${what} 1 is left`];
    const history = { steps: [], residue: lines };
    const step = circle.operations.length;
    const violation = {
      kind: 'residue',
      step,
      observed: { lines },
      allowed: [],
      clauses: ['LEAK-01'],
      log: [],
    } as const;
    return oracle.recognise?.({ program: circle, history, violation })?.finding;
  };
  expect(shown('map')).toBe('program-and-map-hold-each-other');
  expect(shown('link')).toBeUndefined();
  expect(oracle.deviations?.map(({ finding }) => finding)).not.toContain('program-and-map-hold-each-other');
});
