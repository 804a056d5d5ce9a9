// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What must be true of the specification itself, in every state of a scope and for every operation, right and wrong.
import { describe, expect, test } from '@jest/globals';
import { cellOf, createModel, RULES, type Model, type Transition } from '../../model';
import {
  bindsIn,
  CLAUSES,
  KERNEL_OPERATIONS,
  PROFILE_NAMES,
  profileNamed,
  quiesce,
  type ClauseId,
  type ProfileName,
} from '../../spec';
import { survey } from './atlas';
import { everything } from './everything';
import { tourScope, type Scope } from './scope';
import { trialsOf, type Land, type Trial } from './trials';

const scopeOf = (profile: ProfileName): Scope => ({
  ...tourScope(profile),
  modules: 1,
  maps: 1,
  links: 1,
  programs: 1,
});

interface Tried extends Trial {
  readonly at: readonly number[];
}

/** Every operation in every part that can come about, and in the empty state. */
function* everyTrial(model: Model): Generator<Tried & { readonly land: Land }> {
  const { land, origins } = survey(model, scopeOf(model.profile.name));
  for (const at of [[], ...[...origins.keys()].map((id) => [id])])
    for (const trial of trialsOf(land, at, everything)) yield { ...trial, at, land };
}

const isMay = ({ clause }: Transition): boolean => CLAUSES[clause].force === 'may';

/** A registration whose init() fails once is remembered by the type, not by the kernel. */
const REMEMBERED: readonly ClauseId[] = ['REG-29', 'MOD-LOAD-08'];

function faults({ at, land, operation, state, transitions }: Tried & { readonly land: Land }, model: Model): string[] {
  const found: string[] = [];
  const say = (transition: Transition, fault: string): unknown =>
    found.push(`${cellOf(state, operation, transition)}: ${fault}`);
  if (transitions.length === 0) found.push(`${operation.op}: nothing is allowed`);
  const again = model.step(state, operation);
  for (const [index, transition] of transitions.entries()) {
    const { clause, ret, next } = transition;
    if (transitions.length > 1 && !isMay(transition))
      say(transition, 'one of several outcomes, by a clause that leaves no choice');
    if (!bindsIn(CLAUSES[clause], model.profile.name)) say(transition, 'the clause does not bind');
    if (again[index]?.clause !== clause || again[index].ret !== ret) say(transition, 'another outcome the second time');
    const changed = next !== state && land.parts.of(next).join(' ') !== at.join(' ');
    if (ret < 0 && changed && !REMEMBERED.includes(clause)) say(transition, 'failed, and changed something');
  }
  return found;
}

describe.each(PROFILE_NAMES)('in every state of profile %s', (name) => {
  const model = createModel(profileNamed(name));

  test('some rule applies to every operation, none contradicts another, and what fails changes nothing', () => {
    const decided = new Set<string>();
    const found: string[] = [];
    for (const trial of everyTrial(model)) {
      const before = JSON.stringify(trial.state);
      found.push(...faults(trial, model));
      if (JSON.stringify(trial.state) !== before) found.push(`${trial.operation.op}: the rule changed its argument`);
      decided.add(trial.operation.op);
    }
    expect(found).toEqual([]);
    expect([...decided].sort()).toEqual(
      KERNEL_OPERATIONS.map(({ op }) => op)
        .filter((op) => op !== quiesce.op)
        .sort(),
    );
  });
});

test('the clauses that operations share are these', () => {
  const shared = new Map<ClauseId, string[]>();
  for (const { op, clauses } of RULES)
    for (const clause of new Set(clauses)) shared.set(clause, [...(shared.get(clause) ?? []), op]);
  const several = [...shared].filter(([, operations]) => operations.length > 1);
  expect(Object.fromEntries(several)).toMatchSnapshot();
});
