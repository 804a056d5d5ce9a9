// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Commits: how a clause names those it comes from, and the list that the names link to.
import { CLAUSES, CLAUSE_IDS, COMMITS, type Clause, type CommitHash } from '../../../spec';
import { table } from './table';

const hashes = Object.keys(COMMITS) as CommitHash[];
const patchOf = (hash: CommitHash): string => {
  const { patch } = COMMITS[hash];
  return patch === undefined ? '' : ` (patch ${String(patch)})`;
};

/** `[fcc2c1fb0651] (patch 7)` for each, oldest first. */
export const originOf = ({ origin }: Clause): string => origin.map((hash) => `[${hash}]${patchOf(hash)}`).join(', ');

/** Where the references to commits lead to; stands at the end of the document. */
const links = (): string => hashes.map((hash) => `[${hash}]: https://git.kernel.org/torvalds/c/${hash}`).join('\n');

export function commits(): string {
  const clauses = (hash: CommitHash): number => CLAUSE_IDS.filter((id) => CLAUSES[id].origin.includes(hash)).length;
  const rows = hashes.map((hash) => [
    `[${hash}]`,
    String(COMMITS[hash].patch ?? ''),
    String(clauses(hash)),
    COMMITS[hash].title,
  ]);
  return `${table(['commit', 'patch', 'clauses', 'title'], rows)}\n\n${links()}\n`;
}
