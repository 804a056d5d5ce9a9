// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What would have been allowed in the place of what was observed, and the clauses that say so.
import { CLAUSES, isClauseId, type Clause } from '../../spec';
import type { Allowed } from '../judge/verdict';
import type { Style } from './style';
import { labelled, wrap } from './wrap';

/** Column at which what a label says begins. */
export const COLUMN = 12;

/** Where the statements of clauses come from; the specification, unless a test has its own. */
export type ClauseOf = (id: string) => Clause | undefined;

export const clauseOfSpecification: ClauseOf = (id) => (isClauseId(id) ? CLAUSES[id] : undefined);

/** Each outcome once, with all clauses that allow it. */
export function allowedLines(allowed: readonly Allowed[]): readonly string[] {
  if (allowed.length === 0) return labelled('  allowed', 'nothing that the specification knows of', COLUMN);
  const byOutcome = groupByOutcome(allowed);
  return [...byOutcome].flatMap(([outcome, entries], index) => {
    const clauses = [...new Set(entries.map(({ clause }) => clause))].join(', ');
    return labelled(index === 0 ? '  allowed' : '', `${outcome}  (${clauses})`, COLUMN);
  });
}

/** The statement of each clause, and where the kernel has it. */
export function clauseLines(clauses: readonly string[], style: Style, clauseOf: ClauseOf): readonly string[] {
  const lines = [...new Set(clauses)].flatMap((id) => {
    const clause = clauseOf(id);
    if (clause === undefined) return [];
    const heading = `  ${style.strong(id)} (${clause.force})`;
    return ['', heading, ...wrap(clause.statement, 4), ...wrap(clause.source, 4).map(style.faint)];
  });
  return [...lines, ''];
}

function groupByOutcome(allowed: readonly Allowed[]): ReadonlyMap<string, readonly Allowed[]> {
  const groups = new Map<string, Allowed[]>();
  for (const each of allowed) groups.set(each.outcome, [...(groups.get(each.outcome) ?? []), each]);
  return groups;
}
