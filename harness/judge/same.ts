// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Whether one violation is another again, in a smaller program for instance.
import { formatReturn, hasReturned } from '../../spec';
import type { Violation } from './verdict';

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
