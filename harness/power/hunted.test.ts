// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The faults that no file shows, since a shipping kernel has them: found all the same, and known for what they are.
import { expect, test } from '@jest/globals';
import { createKnowingModel } from '../../model';
import { DEFAULT_PROFILE, profileNamed } from '../../spec';
import { HUNTED } from '../adapters/simulator';
import { judge } from '../judge/judge';
import { ownKnownList } from '../cli/known-file';
import { deviationsOf, entryOf } from '../judge/known/deviation';
import { recognise } from '../judge/known/recognise';
import { keptSizes } from './counterexamples';
import { hunt } from './hunt';
import { preyOf } from './measure';
import { SEQUENTIAL_FAULTS } from './sequential';
import { STRATEGIES } from './strategies';

/** The entry of a kernel's list, and a strategy that is the same every time. */
const HUNTS: Readonly<Record<(typeof HUNTED)[number], { readonly entry: string; readonly strategy: string }>> = {
  'prog-of-other-module-accepted': { entry: 'program-of-another-btf', strategy: 'twins' },
  'link-update-to-itself': { entry: 'tcp-update-to-itself', strategy: 'handles' },
  'table-moves-under-maps': { entry: 'grow-table-under-maps', strategy: 'twins' },
};
const LIMIT = 2_000;
const list = ownKnownList(DEFAULT_PROFILE);
const knowing = createKnowingModel(profileNamed(DEFAULT_PROFILE), deviationsOf(list));

test.each(HUNTED)('%s is found, and is known', async (name) => {
  const fault = SEQUENTIAL_FAULTS.find((each) => each.name === name);
  const strategy = STRATEGIES.find((each) => each.name === HUNTS[name].strategy);
  if (fault === undefined || strategy === undefined) throw new Error(`nobody can hunt ${name}`);
  await using prey = await preyOf(fault, 1);
  const found = await hunt(prey, strategy.programs({ model: prey.model, door: prey.session, fault: name }, 1), LIMIT);
  if (found.kind === 'survived') throw new Error(`${name} was not found`);
  const { program, history, violation } = found.failing;
  expect(violation.clauses).toEqual(keptSizes().get(name)?.breaks);

  const verdict = judge(knowing, program, history);
  if (verdict.kind === 'unknown') throw new Error(verdict.reason);
  const [deviated] = verdict.deviated ?? [];
  const entry =
    verdict.kind === 'violates'
      ? recognise(knowing, list, { program, history, violation: verdict.violation })
      : deviated && entryOf(list, deviated.deviation);
  expect(entry?.finding).toBe(HUNTS[name].entry);
});
