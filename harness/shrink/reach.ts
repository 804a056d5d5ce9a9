// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Whether a candidate is worth trying at all.
import type { Model } from '../../model';
import type { Program } from '../../spec';
import type { Violation } from '../judge/verdict';

/**
 * Whether the model, left to itself, meets one of the violated clauses at the candidate's last operation. It costs
 * microseconds where a run on a kernel costs milliseconds, and most removals break something that the model knows of.
 */
export function wouldReach(model: Model, candidate: Program, violation: Violation): boolean {
  if (violation.kind !== 'outcome') return true;
  let state = model.initial;
  let reached = false;
  for (const operation of candidate.operations) {
    const transitions = model.step(state, operation);
    reached = transitions.some(({ clause }) => violation.clauses.includes(clause));
    state = transitions[0]?.next ?? state;
  }
  return reached;
}
