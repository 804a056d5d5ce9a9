// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { createModel } from '../../model';
import { DEFAULT_PROFILE, profileNamed } from '../../spec';
import { formatProgram, programIn } from '../text';
import { endingsOf } from './endings';
import { ordersOf, variationsOf } from '.';
import { withNames } from './named';
import { handlesOf, twinsOf } from './twins';

const program = programIn('module.load soc_a\nu1 = btf.open soc_a\nbtf.open soc_a\nmap.create u1 plain link');

test('every descriptor has a name of its own, and nothing else changes', () => {
  expect(formatProgram(withNames(program))).toBe(
    formatProgram(
      programIn('module.load soc_a\nu1 = btf.open soc_a\nu2 = btf.open soc_a\nu3 = map.create u1 plain link'),
    ),
  );
  expect(withNames(withNames(program))).toEqual(withNames(program));
});

test('what is varied names nothing that no operation has named', () => {
  const model = createModel(profileNamed(DEFAULT_PROFILE));
  const programs = [variationsOf, ordersOf, handlesOf, twinsOf, endingsOf].flatMap((vary) => vary(model, [program]));
  expect(programs.length).toBeGreaterThan(10);
  for (const { operations } of programs) expect(JSON.stringify(operations)).not.toContain('unnamed');
});
