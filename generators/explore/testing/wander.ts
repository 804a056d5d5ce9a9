// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// States that a scope has, found by wandering about in it at random.
import fc from 'fast-check';
import { stateFrom, type Model, type PlainState, type State } from '../../../model';
import { lifecycle } from '../alphabet';
import type { Scope } from '../scope';
import { PROMPT } from '../time';
import { isInside } from '../trials';

/** One step of a way: which of the possible operations is done, and whether the kernel is late with what follows. */
export interface Choice {
  readonly which: number;
  readonly late: boolean;
}

/** Ways through a scope. */
export const ways = (length: number, late = true): fc.Arbitrary<readonly Choice[]> =>
  fc.array(fc.record({ which: fc.nat(), late: late ? fc.boolean() : fc.constant(false) }), {
    minLength: length / 2,
    maxLength: length,
    size: 'max',
  });

/** Names of new objects, so that each has its own. */
const settleNames = (state: State, count: number): State =>
  stateFrom(JSON.parse(JSON.stringify(state).replaceAll(/\bfresh\b/g, `n${String(count)}`)) as PlainState);

/** The states along a way that stays inside the scope. */
export function wander(model: Model, scope: Scope, way: readonly Choice[]): readonly State[] {
  const states = [model.initial];
  let state = model.initial;
  for (const [count, { which, late }] of way.entries()) {
    const operations = lifecycle(state, scope);
    const operation = operations[which % operations.length];
    const next = operation && model.step(state, operation)[0]?.next;
    const then = next && (late ? next : PROMPT.after(next));
    if (then === undefined || then === state || !isInside(then, scope)) continue;
    state = settleNames(then, count);
    states.push(state);
  }
  return states;
}
