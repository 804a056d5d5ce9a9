// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// All clauses of the specification, by id.
import type { ProfileName } from '../profiles';
import { bindsIn, within, type Clause } from './clause';
import { LINK_CLAUSES } from './link';
import { LOADER_CLAUSES } from './loader';
import { MAP_CLAUSES } from './map';
import { MAP_CREATE_CLAUSES } from './mapCreate';
import { MODULE_CLAUSES } from './module';
import { OBJECT_CLAUSES } from './object';
import { PROG_CLAUSES } from './prog';
import { RACE_CLAUSES } from './race';
import { REGISTRATION_CLAUSES } from './registration';

const table = {
  ...within({ since: 'v12' }, REGISTRATION_CLAUSES),
  ...MODULE_CLAUSES,
  ...PROG_CLAUSES,
  ...MAP_CREATE_CLAUSES,
  ...MAP_CLAUSES,
  ...LINK_CLAUSES,
  ...OBJECT_CLAUSES,
  ...LOADER_CLAUSES,
  ...RACE_CLAUSES,
};

/** Stable name of a clause. An id that does not exist is a compile error wherever a rule cites it. */
export type ClauseId = keyof typeof table;

export const CLAUSES: Readonly<Record<ClauseId, Clause>> = table;
export const CLAUSE_IDS = Object.keys(table) as readonly ClauseId[];
export const isClauseId = (text: string): text is ClauseId => text in table;

/** The clauses of a profile that some program of the vocabulary can exercise. */
export const observableClauses = (profile: ProfileName): readonly ClauseId[] =>
  CLAUSE_IDS.filter((id) => CLAUSES[id].unobservable === undefined && bindsIn(CLAUSES[id], profile));

/** The clauses of a profile that some race can exercise, and no sequential program. */
export const racedClauses = (profile: ProfileName): readonly ClauseId[] =>
  CLAUSE_IDS.filter((id) => CLAUSES[id].raced === true && bindsIn(CLAUSES[id], profile));

export { bindsIn } from './clause';
export type { Clause, Details, Force } from './clause';
export { COMMITS } from './commits';
export type { Commit, CommitHash } from './commits';
