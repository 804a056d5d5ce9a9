// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What a clause is: one normative statement with a stable id, a force, a provenance and a range of kernels.
import { isWithin, type ProfileName, type ProfileRange } from '../profiles';
import type { CommitHash } from './commits';

/**
 * How strongly a clause binds: `must` follows from the series or from common sense; `may` allows a choice, such as
 * when a deferred release happens; `observed` records what kernels do and no document promises.
 */
export type Force = 'must' | 'may' | 'observed';

/** The range is that of the profiles that it binds in. */
export interface Clause extends ProfileRange {
  readonly force: Force;
  /** In the words of RFC 2119; the subject is the kernel unless it says otherwise. */
  readonly statement: string;
  /** Kernel file and function. */
  readonly source: string;
  /** Commits that made it so, oldest first; none for what only the suite's own test module says. */
  readonly origin: readonly CommitHash[];
  /** Why no program of the vocabulary can observe it; absent when one can. */
  readonly unobservable?: string;
  /** A race can observe it, though no sequential program can: its witness is a race (generators/races/). */
  readonly raced?: boolean;
}

/** What a clause may say beyond its statement. */
export type Details = ProfileRange & Partial<Pick<Clause, 'origin' | 'unobservable' | 'raced'>>;

type Make = (statement: string, details?: Details) => Clause;

/** Makers of the clauses of one kernel function; `origin` is that of all of them unless one says otherwise. */
export function from(source: string, ...origin: readonly CommitHash[]): Readonly<Record<Force, Make>> {
  const make =
    (force: Force): Make =>
    (statement, details) => ({ force, statement, source, origin, ...details });
  return { must: make('must'), may: make('may'), observed: make('observed') };
}

/** Whether the clause is one of the profile's. */
export const bindsIn = (clause: Clause, profile: ProfileName): boolean => isWithin(clause, profile);

/** Clauses of something that only profiles in a range have at all; a clause may narrow the range further. */
export const within = <Id extends string>(
  range: ProfileRange,
  clauses: Readonly<Record<Id, Clause>>,
): Readonly<Record<Id, Clause>> =>
  Object.fromEntries(Object.entries<Clause>(clauses).map(([id, clause]) => [id, { ...range, ...clause }])) as Readonly<
    Record<Id, Clause>
  >;

/** Reasons that recur, for clauses that nothing can observe. */
export const NO_MEMORY: Details = {
  unobservable: 'needs an allocation to fail; nothing in the vocabulary makes one fail',
};
export const OTHER_CONFIG: Details = { unobservable: 'needs a kernel that is configured otherwise' };
export const NEEDS_SIGNAL: Details = { unobservable: 'needs a signal while the call waits; nothing sends one' };
export const ONLY_IN_RACES: Details = {
  unobservable: 'needs a second thread; a race observes it, no sequential program does',
  raced: true,
};
