// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Hunting one fault: programs run on the faulty kernel until the judge objects.
import type { Model } from '../../model';
import type { History, Program } from '../../spec';
import type { Session } from '../adapter';
import { judge } from '../judge/judge';
import { cut, shrinkProgram, type Failing, type ShrinkResult } from '../shrink/shrink';

/** The faulty kernel, the same kernel without the fault, and the specification that both are held against. */
export interface Prey {
  readonly model: Model;
  readonly session: Session;
  readonly sound: Session;
}

/** `operations`: how many had run, up to the one that showed the fault or until the programs or the limit ended. */
export type Hunt =
  | { readonly kind: 'killed'; readonly operations: number; readonly failing: Failing }
  | { readonly kind: 'survived'; readonly operations: number };

/** What a program did; undefined when the implementation could not run it. */
export async function historyOf(session: Session, program: Program): Promise<History | undefined> {
  for await (const ran of session.run([program])) if (ran.kind === 'history') return ran.history;
  return undefined;
}

/**
 * What the fault alone is to blame for. The simulated kernel follows real ones, so there are programs that violate on it
 * without any fault (docs/findings): they prove nothing, and it is as if they had not been run.
 */
async function blame({ model, session, sound }: Prey, program: Program): Promise<Failing | undefined> {
  const history = await historyOf(session, program);
  const verdict = history && judge(model, program, history);
  if (history === undefined || verdict?.kind !== 'violates') return undefined;
  const control = await historyOf(sound, program);
  if (control === undefined || judge(model, program, control).kind !== 'conforms') return undefined;
  return { program, history, violation: verdict.violation };
}

/** Runs the programs in order until one shows the fault, or about `limit` operations have run. */
export async function hunt(prey: Prey, programs: Iterable<Program>, limit: number): Promise<Hunt> {
  let operations = 0;
  for (const program of programs) {
    const found = await blame(prey, program);
    if (found !== undefined) {
      const failing = cut(found);
      return { kind: 'killed', operations: operations + failing.program.operations.length, failing };
    }
    operations += program.operations.length;
    if (operations >= limit) break;
  }
  return { kind: 'survived', operations };
}

/** The smallest program that fails in the same way. */
export const shrinkPrey = (prey: Prey, failing: Failing): Promise<ShrinkResult> =>
  shrinkProgram(prey.model, failing, async (program) => {
    const found = await blame(prey, program);
    return found && { history: found.history, verdict: { kind: 'violates', ...found, ...NOTHING_FOLLOWED } };
  });

/** The shrinker looks at the violation alone. */
const NOTHING_FOLLOWED = { clauses: new Map<string, number>(), operations: 0, explained: [] };
