// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What is wrong with a round of a race, in the words of reports.
import type { Allowed } from '../../judge/verdict';
import type { Place, RaceViolation } from '../../judge/race/verdict';
import { formatOutcome } from '../outcome';

/** Each allowed outcome, once for each of its clauses. */
export const allowedBy = (violation: RaceViolation): readonly Allowed[] => {
  if (violation.kind === 'residue') return [{ outcome: 'nothing left', clause: 'LEAK-01' }];
  if (violation.kind === 'splat' || violation.kind === 'stuck') return [];
  return violation.allowed.flatMap(({ outcome, clauses }) => clauses.map((clause) => ({ outcome, clause })));
};

export const observedIn = (violation: RaceViolation): readonly string[] =>
  violation.kind === 'outcome' ? [formatOutcome(violation.observed)] : violation.lines;

/** The remark at the operation that a violation is about. */
export function markOf(violation: RaceViolation): string {
  if (violation.kind === 'splat') return '  <- the kernel complained';
  if (violation.kind === 'stuck') return '  <- never returned';
  if (violation.kind === 'residue') return '';
  const text = [...new Set(violation.allowed.map(({ outcome }) => outcome))].join(' or ');
  return text !== '' && text.length <= 24 ? `  <- must be ${text}` : '  <- not allowed';
}

/** The remark where it belongs, nothing elsewhere. */
export function remarkAt(violation: RaceViolation, part: Place['part'], index: number): string {
  if (violation.kind === 'residue') return '';
  const { place } = violation;
  return place !== undefined && place.part === part && place.index === index ? markOf(violation) : '';
}
