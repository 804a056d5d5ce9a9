// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Where a program has been on an implementation: the states on its way, and the hazards that it came to.
import { HAZARDS } from '../../../generators';
import { Belief, type Model, type State } from '../../../model';
import { hasReturned, type History, type Operation, type Program } from '../../../spec';

export interface Walked {
  /** The hazards that operations met, up to the one that was asked about. */
  readonly hazards: ReadonlySet<string>;
  /** What may be there after it. */
  readonly states: readonly State[];
}

/** Follows a history as far as it goes and the model with it; where it ends, the program goes the first way allowed. */
export function walk(model: Model, { operations }: Program, history: History, last: number): Walked {
  const hazards = new Set<string>();
  let place: Place = { states: [model.initial], belief: Belief.initial(model) };
  for (const [index, operation] of operations.entries()) {
    if (index > last) break;
    for (const hazard of HAZARDS)
      if (place.states.some((state) => hazard.applies(state, operation))) hazards.add(hazard.name);
    place = after(model, place, operation, history, index);
  }
  return { hazards, states: place.states };
}

interface Place {
  readonly states: readonly State[];
  readonly belief?: Belief;
}

function after(model: Model, { states, belief }: Place, operation: Operation, history: History, index: number): Place {
  const outcome = history.steps[index]?.outcome;
  const advance = outcome && hasReturned(outcome) ? belief?.advance(operation, outcome) : undefined;
  if (advance?.kind === 'followed' || advance?.kind === 'deviated')
    return { belief: advance.belief, states: advance.belief.possibilities.map(({ state }) => state) };
  return { states: states.map((state) => model.step(state, operation)[0]?.next ?? state) };
}
