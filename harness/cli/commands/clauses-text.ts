// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A clause as the command `clauses` prints it: for people, and as JSON.
import {
  ARRIVALS,
  CLAUSES,
  COMMITS,
  type Arrival,
  type ArrivalHash,
  type Clause,
  type ClauseId,
  type CommitHash,
} from '../../../spec';
import type { Style } from '../../reporters/style';
import { labelled, wrap } from '../../reporters/wrap';

/** The kernels that it binds in, unless it binds in all. */
function range({ since, until, except = [], with: having, without }: Clause): readonly string[] {
  const left = except.length === 0 ? '' : `, but not in ${except.join(' and ')}`;
  const versions = versionsOf(since, until);
  return [
    ...(versions === undefined ? (left === '' ? [] : [`In all${left}.`]) : [`${versions}${left}.`]),
    ...(having === undefined ? [] : [`With ${having}, which ${arrival(having)}.`]),
    ...(without === undefined ? [] : [`Without ${without}, which ${arrival(without)}.`]),
  ];
}

function versionsOf(since: string | undefined, until: string | undefined): string | undefined {
  if (since === undefined) return until === undefined ? undefined : `Until ${until}`;
  if (since === until) return `Only in ${since}`;
  return until === undefined ? `Since ${since}` : `From ${since} to ${until}`;
}

function arrival(hash: ArrivalHash): string {
  const { mainline, updates }: Arrival = ARRIVALS[hash];
  return updates.length === 0 ? `${mainline} brought` : `${mainline} brought, and the updates ${updates.join(', ')}`;
}

function commit(hash: CommitHash): readonly string[] {
  const { title, patch } = COMMITS[hash];
  return labelled(`    ${hash}`, patch === undefined ? title : `${title} (patch ${patch})`, 17);
}

/** The clause in a few lines: what it says, where the kernel has it, when it binds, and what made it so. */
export function clauseText(id: ClauseId, style: Style): string {
  const clause: Clause = CLAUSES[id];
  const { force, statement, source, origin, unobservable } = clause;
  const lines = [
    `${style.strong(id)} (${force})`,
    ...wrap(statement, 4),
    ...range(clause).flatMap((text) => wrap(text, 4)),
    ...(unobservable === undefined ? [] : wrap(`Not observable: ${unobservable}`, 4)),
    ...[...wrap(source, 4), ...origin.flatMap(commit)].map(style.faint),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** One document: a list of clauses, with what is known of each commit. */
export function clausesJson(ids: readonly ClauseId[]): string {
  const document = ids.map((id) => {
    const { origin, ...clause } = CLAUSES[id];
    return { id, ...clause, origin: origin.map((hash) => ({ hash, ...COMMITS[hash] })) };
  });
  return `${JSON.stringify(document, null, 2)}\n`;
}
