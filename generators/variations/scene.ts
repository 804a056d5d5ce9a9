// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What is varied: how a program ends, and in which state.
import type { Operation, Program } from '../../spec';
import type { Model, State, Transition } from '../../model';

/** A program without its last operation, the state that it comes to, and that operation. */
export interface Scene {
  readonly before: readonly Operation[];
  readonly state: State;
  readonly last: Operation;
  readonly transition: Transition;
}

/** A program, and the operations that it has for each thing that it tries. */
export interface Varied {
  readonly program: Program;
  readonly cost: number;
}

export const varied = (tries: number, operations: readonly Operation[]): Varied => ({
  program: { operations },
  cost: operations.length / tries,
});

/** What there is to vary; undefined where what happens is not certain. */
export function sceneOf(model: Model, { operations }: Program): Scene | undefined {
  let state = model.initial;
  for (const [index, operation] of operations.entries()) {
    const [transition, ...others] = model.step(state, operation);
    if (transition === undefined || others.length > 0) return undefined;
    if (index === operations.length - 1) return { before: operations.slice(0, -1), state, last: operation, transition };
    state = transition.next;
  }
  return undefined;
}

/** A program up to each of its operations. */
export const prefixesOf = ({ operations }: Program): readonly Program[] =>
  operations.map((_, index) => ({ operations: operations.slice(0, index + 1) }));
