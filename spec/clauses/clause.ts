// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What a clause is: one normative statement with a stable id, a force and a source.

/**
 * How strongly a clause binds: `must` follows from the series or from common sense; `may` allows a choice, such as
 * when a deferred release happens; `observed` records what kernels do and no document promises.
 */
export type Force = 'must' | 'may' | 'observed';

export interface Clause {
  readonly force: Force;
  /** In the words of RFC 2119; the subject is the kernel unless it says otherwise. */
  readonly statement: string;
  /** Kernel file and function, or commit. */
  readonly source: string;
  /** Why no program of the vocabulary can observe it; absent when one can. */
  readonly unobservable?: string;
}

type Make = (statement: string, unobservable?: string) => Clause;

/** Makers of the clauses of one kernel function. */
export function from(source: string): Readonly<Record<Force, Make>> {
  const make =
    (force: Force): Make =>
    (statement, unobservable) => ({
      force,
      statement,
      source,
      ...(unobservable === undefined ? {} : { unobservable }),
    });
  return { must: make('must'), may: make('may'), observed: make('observed') };
}

/** Reasons that recur. */
export const NO_MEMORY = 'needs an allocation to fail; nothing in the vocabulary makes one fail';
export const OTHER_CONFIG = 'needs a kernel that is configured otherwise';
export const NEEDS_THREADS = 'needs a second thread; sequential programs cannot reach it';
