// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What a program that was asked for by name has proved nothing by, though nothing in it was wrong.
import { formatOperation } from '../../generators/text';
import { formatReturn, hasReturned, type Operation, type Outcome } from '../../spec';
import { tookEffect } from '../judge/effects';

/** An operation and what it came to, where that was seen. */
export interface Done {
  readonly operation: Operation;
  readonly outcome: Outcome | undefined;
}

/**
 * Why operations that were all allowed have proved nothing; undefined when they have. A refusal alone may be all that is asked
 * about; where others follow it and none of them does anything, they were about what is not there.
 */
export function idleness(done: readonly Done[]): string | undefined {
  if (!done.some(({ outcome }) => outcome !== undefined)) return 'no operation was seen to return';
  if (done.length === 1 || done.some(({ operation, outcome }) => tookEffect(operation, outcome))) return undefined;
  const refused = done.find(({ outcome }) => outcome !== undefined && hasReturned(outcome) && outcome.ret < 0);
  if (refused?.outcome === undefined || !hasReturned(refused.outcome)) return undefined;
  const { op, args } = refused.operation;
  return `nothing got past the first refusal, ${formatReturn(refused.outcome.ret)} for '${formatOperation({ op, args })}'`;
}
