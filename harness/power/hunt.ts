// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Hunting one fault: programs run on the faulty kernel until the judge objects.
import type { Model } from '../../model';
import type { History, Program } from '../../spec';
import type { Session } from '../adapter';
import { judge } from '../check/judge';
import { cut, shrinkProgram, type Failing, type ShrinkResult } from '../shrink/shrink';

/** The faulty kernel and the specification that it is held against. */
export interface Prey {
  readonly model: Model;
  readonly session: Session;
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

/** Runs the programs in order until one violates, or about `limit` operations have run. */
export async function hunt({ model, session }: Prey, programs: Iterable<Program>, limit: number): Promise<Hunt> {
  let operations = 0;
  for (const program of programs) {
    const history = await historyOf(session, program);
    if (history !== undefined) {
      const verdict = judge(model, program, history);
      if (verdict.kind === 'violates') {
        const failing = cut({ program, history, violation: verdict.violation });
        return { kind: 'killed', operations: operations + failing.program.operations.length, failing };
      }
      operations += program.operations.length;
    }
    if (operations >= limit) break;
  }
  return { kind: 'survived', operations };
}

/** The smallest program that fails in the same way. */
export const shrinkPrey = ({ model, session }: Prey, failing: Failing): Promise<ShrinkResult> =>
  shrinkProgram(model, failing, async (program) => {
    const history = await historyOf(session, program);
    return history && { history, verdict: judge(model, program, history) };
  });
