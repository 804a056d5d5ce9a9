// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A kernel that is driven one operation at a time, and whole programs on it.
import type { Model } from '../../model';
import { hasReturned, type History, type Operation, type Program, type Step } from '../../spec';
import { judge } from '../judge/judge';
import type { Verdict } from '../judge/verdict';

/** Nothing is under way between two operations. */
export interface Machine {
  step(operation: Operation): Step;
  /** What a reset cannot clean; the machine is used up. */
  end(): Pick<History, 'residue' | 'stuck'>;
  /** All that its next steps depend on hangs on this object. */
  readonly root: object;
}

/** What a program does on a new machine, and what the judge says of it. */
export function judgeOn(
  model: Model,
  machine: Machine,
  program: Program,
): { readonly history: History; readonly verdict: Verdict } {
  const steps: Step[] = [];
  for (const operation of program.operations) {
    const step = machine.step(operation);
    steps.push(step);
    if (!hasReturned(step.outcome)) break;
  }
  const history = { steps, ...machine.end() };
  return { history, verdict: judge(model, program, history) };
}
