// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Whether a smaller program fails in the same way, and whether it is worth trying at all.
import { formatReturn, hasReturned, type Program } from '../../spec';
import type { Model } from '../../model';
import type { Violation } from '../judge/verdict';

/** The same kind of violation, at the same operation, with the same return, breaking one of the same clauses. */
export function sameViolation(a: Violation, b: Violation): boolean {
  if (a.kind !== b.kind) return false;
  // Whoever comes next to a lock that is not given back sleeps, be it another operation or the reset.
  if (a.kind === 'stuck') return a.clauses.some((clause) => b.clauses.includes(clause));
  if (a.kind !== 'outcome') return true;
  return (
    a.operation?.op === b.operation?.op &&
    returnOf(a) === returnOf(b) &&
    a.clauses.some((clause) => b.clauses.includes(clause))
  );
}

function returnOf({ observed }: Violation): string {
  if ('lines' in observed) return 'lines';
  return hasReturned(observed) ? formatReturn(observed.ret) : JSON.stringify(observed);
}

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
