// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import { everything, survey, tourScope } from '../../generators/explore';
import { trialsOf } from '../../generators/explore/trials';
import { createModel } from '../../model';
import { KERNEL_OPERATIONS, profileNamed, progAssoc, quiesce } from '../../spec';
import { isLook, tookEffect } from './effects';

const PROFILE = '6.12';
const model = createModel(profileNamed(PROFILE));
const { land, origins } = survey(model, {
  ...tourScope(PROFILE),
  modules: 1,
  maps: 1,
  links: 1,
  programs: 1,
  stale: 0,
});

/** Operations of which some trial, in some state, succeeds and leaves another state behind. */
const effective = new Set<string>();
for (const at of [[], ...[...origins.keys()].map((id) => [id])])
  for (const { operation, state, transitions } of trialsOf(land, at, everything))
    if (transitions.some(({ ret, next }) => ret >= 0 && next !== state)) effective.add(operation.op);

/** It empties what it reads, and nothing but another look at it could tell. */
const EMPTIES = 'module.log';

/** What the survey waits with by itself, and what takes two objects that have nothing to do with each other. */
const UNTRIED: readonly string[] = [quiesce.op, progAssoc.op];

describe('an operation that only looks', () => {
  test.each(KERNEL_OPERATIONS.filter(({ op }) => !UNTRIED.includes(op)).map(({ op }) => op))(
    '%s is one, or changes something somewhere',
    (op) => {
      expect(effective.has(op)).toBe(!isLook({ op }) || op === EMPTIES);
    },
  );
});

describe('an effect', () => {
  test.each([
    ['success', { op: 'module.load', args: { name: 'soc_a' } }, { ret: 0 }, true],
    ['what a callback returned', { op: 'map.update', args: { map: 'm' } }, { ret: 5 }, true],
    ['a refusal', { op: 'module.load', args: { name: 'soc_a' } }, { ret: -22 }, false],
    ['a crash', { op: 'module.load', args: { name: 'soc_a' } }, { crashed: 'SIGSEGV' }, false],
    ['nothing that anybody saw', { op: 'module.load', args: { name: 'soc_a' } }, undefined, false],
    ['a look', { op: 'module.info', args: { name: 'soc_a' } }, { ret: 0 }, false],
  ])('%s', (_, operation, outcome, expected) => {
    expect(tookEffect(operation, outcome)).toBe(expected);
  });
});
