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

/**
 * The same model, which keeps its last answer about each operation as long as that lives. States and operations are
 * values that nobody changes, so the same ones, by identity, have the same answer.
 */
export function remembering(model: Model): Model {
  const answers = new WeakMap<Operation, Answer>();
  return {
    ...model,
    step: (state, operation) => {
      const known = answers.get(operation);
      if (known?.state === state) return known.transitions;
      const transitions = model.step(state, operation);
      answers.set(operation, { state, transitions });
      return transitions;
    },
  };
}
