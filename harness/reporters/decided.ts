// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The clause that decided each operation of a program, as far as the judge knows it.
import type { Verdict } from '../judge/verdict';

/** One text for each operation that was followed: a clause, several that may have been it, or nothing. */
export function decidedBy(verdict: Verdict): readonly string[] {
  if (verdict.kind === 'unknown') return [];
  return verdict.explained.map((explanations) => {
    const clauses = new Set(explanations.map(({ transition }) => transition.clause));
    return [...clauses].join(' or ');
  });
}
