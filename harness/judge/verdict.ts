// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What the checker says of one history.
import type { DeviationName, Explanation } from '../../model';
import type { Operation, Outcome } from '../../spec';

/** One behaviour that the specification allowed at the step in question. */
export interface Allowed {
  /** As text: `-EBUSY`, `0`, `0 {"state":1}`. */
  readonly outcome: string;
  readonly clause: string;
}

/**
 * The step at which no allowed state was left. `kind`: an outcome that nothing allows; a splat in the kernel log; an
 * operation that is stuck in the kernel, or a kernel that is; something that a reset could not clean away. What concerns the
 * reset, or nobody knows which operation, has no `operation`, and the number of operations for `step`.
 */
export interface Violation {
  readonly kind: 'outcome' | 'splat' | 'stuck' | 'residue';
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

/** A violation of a kind that the kernel is known for, after which the judge has gone on. */
export interface Deviated {
  readonly deviation: DeviationName;
  readonly violation: Violation;
}

/** What the judge knows of the operations that it followed. */
export interface Followed {
  /** How often each clause decided an outcome, with no other that may have decided it instead. */
  readonly clauses: ReadonlyMap<string, number>;
  /** How many operations were judged, a violating one included. */
  readonly operations: number;
  /** For each operation that was followed, every way its outcome may have come about; none when its outcome is unknown. */
  readonly explained: readonly (readonly Explanation[])[];
  /** Where the implementation first did what it is known for, by deviation. */
  readonly deviated?: readonly Deviated[];
}

/**
 * `conforms`: every step was allowed, or is what the implementation is known for. `violates`: some step was not. `unknown`: the history is cut short or too many
 * states were possible, so nothing is proved. Unknown is never a pass.
 */
export type Verdict =
  | ({ readonly kind: 'conforms' } & Followed)
  | ({ readonly kind: 'violates'; readonly violation: Violation } & Followed)
  | { readonly kind: 'unknown'; readonly reason: string };
