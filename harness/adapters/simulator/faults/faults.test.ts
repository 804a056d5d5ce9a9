// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { PROFILE_NAMES, profileNamed } from '../../../../spec';
import { Faults, FAULTS, requireFault, UnknownFault } from '.';
import { kernelVersion } from '../kernel/version';
import { runProgram } from '../run';
import { EagerScheduler } from '../scheduler';
import { programs } from '../testing/programs';

test('every fault is described by a sentence, and has a source and a name of its own', () => {
  for (const { name, description, source } of FAULTS) {
    expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
    expect(description).toMatch(/^[A-Za-z].*\.$/);
    expect(source).not.toBe('');
  }
  expect(new Set(FAULTS.map(({ name }) => name)).size).toBe(FAULTS.length);
  expect(new Set(FAULTS.map(({ description }) => description)).size).toBe(FAULTS.length);
});

test('there are faults that only other versions than the default one show', () => {
  expect([...new Set(FAULTS.map(({ kernel }) => kernel))].sort()).toEqual(['6.12', '6.9', '7.2', 'v12']);
});

test.each(PROFILE_NAMES)('a fault of any name breaks a kernel of version %s, and never the simulator', (version) => {
  fc.assert(
    fc.property(fc.constantFrom(...FAULTS), programs(), ({ name }, any) => {
      const faults = new Faults(requireFault(name));
      const { steps } = runProgram(any, faults, new EagerScheduler(), kernelVersion(profileNamed(version)));
      expect(steps.length).toBeLessThanOrEqual(any.operations.length);
    }),
    { seed: 20231207, numRuns: 100 },
  );
});

test.each(FAULTS.map(({ name }) => name))('%s breaks the kernel and never the simulator', (name) => {
  fc.assert(
    fc.property(programs(), (any) => {
      const { steps } = runProgram(any, new Faults(requireFault(name)), new EagerScheduler());
      expect(steps.length).toBeLessThanOrEqual(any.operations.length);
    }),
    { seed: 20231207, numRuns: 20 },
  );
});

test('an unknown fault is answered with those that were probably meant', () => {
  expect(() => requireFault('link-hold-no-map')).toThrow(UnknownFault);
  expect(() => requireFault('link-hold-no-map')).toThrow(/did you mean link-holds-no-map, /);
  expect(() => requireFault('constructor')).toThrow(UnknownFault);
});
