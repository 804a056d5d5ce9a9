// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What changed between two campaigns, clause by clause.
import { CLAUSE_IDS, type ClauseId } from '../../../spec';
import { standingOf, type Column, type Standing } from './column';

export interface Change {
  readonly clause: ClauseId;
  readonly before: Standing;
  readonly after: Standing;
}

/** The clauses that fared differently, in the order of the specification. */
export const changesBetween = (before: Column, after: Column): readonly Change[] =>
  CLAUSE_IDS.map((clause) => ({ clause, before: standingOf(clause, before), after: standingOf(clause, after) })).filter(
    (change) => change.before !== change.after,
  );

/** Whether the later one deviates where the earlier one did not. */
export const isRegression = ({ after }: Change): boolean => after === 'deviates';
