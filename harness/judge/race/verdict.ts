// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What the judge says about one round of a race.
import type { ClauseId, Operation, Outcome } from '../../../spec';
import type { Expected } from '../../../model/race';

/** An operation of a race: of the prefix, of thread 0, 1, …, or of the suffix. */
export interface Place {
  readonly part: 'prefix' | number | 'suffix';
  readonly index: number;
}

/** Why a round is not one that may be. */
export type RaceViolation =
  | {
      /** The operation is the first, in the order of the history, that fits no allowed result with those before it. */
      readonly kind: 'outcome';
      readonly place: Place;
      readonly operation: Operation;
      readonly observed: Outcome;
      readonly allowed: readonly Expected[];
      readonly clauses: readonly ClauseId[];
    }
  | {
      readonly kind: 'splat';
      readonly place: Place;
      readonly operation: Operation;
      readonly lines: readonly string[];
      readonly clauses: readonly ['LOG-01'];
    }
  | {
      /** An operation that never returned, or the reset: then there is no place. */
      readonly kind: 'stuck';
      readonly place?: Place;
      readonly operation?: Operation;
      readonly lines: readonly string[];
      readonly clauses: readonly ['RETURN-01' | 'RETURN-02'];
    }
  | { readonly kind: 'residue'; readonly lines: readonly string[]; readonly clauses: readonly ['LEAK-01'] };

/**
 * `allowed`: the round shows allowed result number `result`, and these clauses decided for sure. `unknown` is no pass:
 * the history is incomplete, or more is possible than was enumerated.
 */
export type RaceVerdict =
  | {
      readonly kind: 'allowed';
      readonly result: number;
      readonly clauses: readonly ClauseId[];
      /** Whether some operation succeeded that does not only look: a pass without any would be about nothing. */
      readonly effective: boolean;
    }
  | { readonly kind: 'violates'; readonly violation: RaceViolation }
  | { readonly kind: 'unknown'; readonly reason: string };
