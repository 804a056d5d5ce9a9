// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What the checker says of one history.
import type { Operation, Outcome } from '../../spec';

/** One behaviour that the specification allowed at the step in question. */
export interface Allowed {
  /** As text: `-EBUSY`, `0`, `0 {"state":1}`. */
  readonly outcome: string;
  readonly clause: string;
}

/**
 * The step at which no allowed state was left. `kind`: an outcome that nothing allows; a splat in the kernel log;
 * something that a reset could not clean away (then `step` is the number of operations and `operation` is absent).
 */
export interface Violation {
  readonly kind: 'outcome' | 'splat' | 'residue';
  /** Index into the program's operations. */
  readonly step: number;
  readonly operation?: Operation;
  readonly observed: Outcome | { readonly lines: readonly string[] };
  readonly allowed: readonly Allowed[];
  /** The clauses that are broken: those of `allowed`, or the one that forbids splats or residue. */
  readonly clauses: readonly string[];
  /** Kernel log lines of the step. */
  readonly log: readonly string[];
}

/**
 * `conforms`: every step was allowed; `clauses` counts how often each decided. `violates`: some step was not.
 * `unknown`: the history is cut short or too many states were possible, so nothing is proved. Unknown is never a pass.
 */
export type Verdict =
  | { readonly kind: 'conforms'; readonly clauses: ReadonlyMap<string, number>; readonly operations: number }
  | {
      readonly kind: 'violates';
      readonly violation: Violation;
      readonly clauses: ReadonlyMap<string, number>;
      readonly operations: number;
    }
  | { readonly kind: 'unknown'; readonly reason: string };
