// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A model that is asked the same twice: first where a program is generated, then where its history is judged.
import type { Operation } from '../spec';
import type { Model } from './model';
import type { Transition } from './rule';
import type { State } from './state';

interface Answer {
  readonly state: State;
  readonly transitions: readonly Transition[];
}

/** Answers that are kept until they are asked for again: more than all programs have that are under way at once. */
const LIMIT = 1 << 15;

/**
 * The same model, which keeps its answer about each operation until it is asked about it once more. States and operations
 * are values that nobody changes, so the same ones, by identity, have the same answer.
 */
export function remembering(model: Model): Model {
  const answers = new Map<Operation, Answer>();
  return {
    ...model,
    step: (state, operation) => {
      const known = answers.get(operation);
      if (known !== undefined) answers.delete(operation);
      if (known?.state === state) return known.transitions;
      const transitions = model.step(state, operation);
      if (answers.size >= LIMIT) answers.clear();
      answers.set(operation, { state, transitions });
      return transitions;
    },
  };
}
