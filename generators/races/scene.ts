// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What the generator of races has at hand: the model, its draws, and what the implementation can express.
import type { Operation } from '../../spec';
import type { Model, State } from '../../model';
import type { Random } from '../random';

/** What an implementation can express, and whether operations that may crash a kernel are wanted. */
export interface Door {
  readonly operations: ReadonlySet<string>;
  readonly expresses?: (operation: Operation, state: State) => boolean;
  readonly hazards: boolean;
}

export interface Workshop {
  readonly model: Model;
  readonly random: Random;
  readonly door: Door;
}

export const canExpress = ({ operations, expresses }: Door, operation: Operation, state: State): boolean =>
  operations.has(operation.op) && (expresses === undefined || expresses(operation, state));

/** One way in which a state may go on; what is chosen later is chosen for it, and judged against all of them. */
export function after(model: Model, state: State, operation: Operation): State {
  const [first] = model.step(state, operation);
  if (first === undefined) throw new Error(`nothing is allowed for ${operation.op}`);
  return first.next;
}

export const afterAll = (model: Model, state: State, operations: readonly Operation[]): State =>
  operations.reduce((before, operation) => after(model, before, operation), state);
