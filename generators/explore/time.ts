// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// When the kernel does what it does later: whenever it likes, or at once.
import { internalSteps, type State } from '../../model';

export interface Time {
  /** What may happen on its own in a state. */
  readonly steps: (state: State) => ReturnType<typeof internalSteps>;
  /** The state in which the next operation finds what an operation left. */
  readonly after: (state: State) => State;
}

/** Every release that may come late is a step of its own: all that the specification allows. */
export const LATE: Time = { steps: internalSteps, after: (state) => state };

/** Every release is done before the next operation: what a program finds that waits for it. */
export const PROMPT: Time = {
  steps: () => [],
  after: (state) => {
    let current = state;
    for (let [step] = internalSteps(current); step !== undefined; [step] = internalSteps(current)) current = step.next;
    return current;
  },
};
