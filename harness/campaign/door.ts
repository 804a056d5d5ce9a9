// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What can be said through a session.
import type { Model, State } from '../../model';
import type { Operation, Program } from '../../spec';
import type { Door } from './options';

/** Whether a session can express an operation, with its arguments. */
export const fits = (operation: Operation, { operations, expresses }: Door, state?: State): boolean =>
  operations.has(operation.op) && (expresses === undefined || expresses(operation, state));

/** Whether a session can express a whole program, as long as it goes the first way that the model allows. */
export function fitsAlong(model: Model, program: Program, door: Door): boolean {
  let state = model.initial;
  return program.operations.every((operation) => {
    const expressible = fits(operation, door, state);
    state = model.step(state, operation)[0]?.next ?? state;
    return expressible;
  });
}
