// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What makes two violations of races the same finding.
import type { RaceViolation } from './verdict';
import type { Violation } from '../verdict';
import { signatureOf } from '../signature';
import { sameViolation } from '../same';

/** The broken clauses, the operation and what was observed, whichever thread it was. */
export const raceSignature = (violation: RaceViolation): string => signatureOf(alone(violation));

/** The same kind, operation and return, breaking one of the same clauses; complaints must be the same ones. */
export function sameRaceViolation(a: RaceViolation, b: RaceViolation): boolean {
  return a.kind === 'outcome' || a.kind === 'stuck'
    ? sameViolation(alone(a), alone(b))
    : raceSignature(a) === raceSignature(b);
}

/** The violation as it would be if the operation had been alone. */
function alone(violation: RaceViolation): Violation {
  const { kind, clauses } = violation;
  const rest = { kind, step: 0, allowed: [], clauses, log: [] };
  if (violation.kind === 'residue') return { ...rest, observed: { lines: violation.lines } };
  const { operation } = violation;
  const observed = violation.kind === 'outcome' ? violation.observed : { lines: violation.lines };
  return { ...rest, ...(operation === undefined ? {} : { operation }), observed };
}
