// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// How each clause stands after some campaigns: exercised, violated, never reached, or out of reach.
import { RULES } from '../../model';
import { bindsIn, CLAUSE_IDS, CLAUSES, type ClauseId, type ProfileName } from '../../spec';
import { addCounts, type Counts } from './tally';

/** What one campaign has to say about clauses. */
export interface Evidence {
  readonly profile: ProfileName;
  /** Operations that its adapter cannot express. */
  readonly unsupported: readonly string[];
  readonly clauses: { readonly counts: Counts; readonly violatedIds: readonly string[] };
}

/** `unreached`: a program could have exercised it. `unobservable`: none can. A violated clause may also have been exercised. */
export type Status = 'exercised' | 'violated' | 'unreached' | 'unobservable';

export interface Standing {
  readonly id: ClauseId;
  readonly status: Status;
  readonly count: number;
  /** Why it was not exercised, where that is known. */
  readonly reason?: string;
}

/** Every clause of the profiles that the campaigns were judged by, in the order of the specification. */
export function standings(campaigns: readonly Evidence[]): readonly Standing[] {
  const counts = campaigns.reduce<Counts>((sum, { clauses }) => addCounts(sum, clauses.counts), {});
  const violated = new Set(campaigns.flatMap(({ clauses }) => clauses.violatedIds));
  const bound = CLAUSE_IDS.filter((id) => campaigns.some(({ profile }) => bindsIn(CLAUSES[id], profile)));
  return bound.map((id) => standing(id, counts[id] ?? 0, violated.has(id), campaigns));
}

function standing(id: ClauseId, count: number, violated: boolean, campaigns: readonly Evidence[]): Standing {
  const { unobservable } = CLAUSES[id];
  if (violated) return { id, status: 'violated', count };
  if (count > 0) return { id, status: 'exercised', count };
  if (unobservable !== undefined) return { id, status: 'unobservable', count, reason: unobservable };
  const lacking = lackingFor(id, campaigns);
  return {
    id,
    status: 'unreached',
    count,
    ...(lacking.length === 0 ? {} : { reason: `the adapter cannot express ${lacking.join(', ')}` }),
  };
}

/** The operations that decide by the clause, when no campaign had any of them. */
function lackingFor(id: ClauseId, campaigns: readonly Evidence[]): readonly string[] {
  const deciding = RULES.filter(({ clauses }) => clauses.includes(id)).map(({ op }) => op);
  return campaigns.every(({ unsupported }) => deciding.every((op) => unsupported.includes(op))) ? deciding : [];
}
