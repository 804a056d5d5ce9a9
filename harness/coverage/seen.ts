// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What an operation certainly was: its cell and its objects, as far as every explanation of its outcome agrees.
import { cellOf, namings, touchedIn, type Explanation, type Naming, type State, type Touched } from '../../model';
import type { Operation } from '../../spec';

export interface Seen {
  /** Undefined when it may be another. */
  readonly cell: string | undefined;
  readonly touched: readonly Touched[];
}

/**
 * An implementation is somewhere in a set of states, and whoever counts what happens in all of them claims more than was
 * shown. Without an explanation nothing is certain.
 */
export function seen(operation: Operation, explanations: readonly Explanation[]): Seen {
  let agreed: Seen | undefined;
  for (const explanation of explanations) {
    const { state, transition } = explanation;
    const named = namings(state, operation);
    const touched = touchedWith(named, operation, explanation);
    const cell = cellOf(state, operation, transition, named);
    agreed = agreed === undefined ? { cell, touched } : agreement(agreed, { cell, touched });
  }
  return agreed ?? { cell: undefined, touched: [] };
}

const agreement = (one: Seen, other: Seen): Seen => ({
  cell: one.cell === other.cell ? one.cell : undefined,
  touched: one.touched.filter(({ key }) => other.touched.some((each) => each.key === key)),
});

/** The objects that the arguments name, and the one that the operation makes. */
function touchedWith(
  named: readonly Naming[],
  operation: Operation,
  { transition: { next } }: Explanation,
): readonly Touched[] {
  const before = touchedIn(named);
  const made = operation.result === undefined ? loadedBy(operation, next) : next.bound.get(operation.result);
  return made === undefined || before.some(({ key }) => key === made.key) ? before : [...before, made];
}

/** Before it is loaded a module is nothing that could be touched. */
function loadedBy({ args: { name } }: Operation, { modules }: State): Touched | undefined {
  if (typeof name !== 'string' || !modules.has(name)) return undefined;
  return { kind: 'module', key: `module:${name}` };
}
