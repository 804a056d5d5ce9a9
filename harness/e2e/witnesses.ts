// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Whether each clause is exercised by its own witness on an implementation, for end-to-end tests.
import type { Model } from '../../model';
import { CLAUSES, EVERYWHERE, fdClose, type ClauseId, type Operation, type Program } from '../../spec';
import type { Session } from '../adapter';
import { judge } from '../judge/judge';
import type { Verdict } from '../judge/verdict';
import { readWitnesses } from '../campaign/corpus';
import { KNOWN_FINDINGS } from './live';

/** An allowance may be left unused, as when a release happens at once: then its witness is run again. */
const TRIES = 50;

/** Every program that does something is a witness of a clause that has none of its own. */
const ANY: Program = { operations: [{ op: fdClose.op, args: { fd: 'none' } }] };

async function judged(session: Session, model: Model, program: Program): Promise<Verdict> {
  for await (const ran of session.run([program]))
    return ran.kind === 'history' ? judge(model, ran.program, ran.history) : { kind: 'unknown', reason: ran.reason };
  return { kind: 'unknown', reason: 'no result' };
}

/** Whether the verdict shows that the clause was met, be it in the breach that is known. */
function shows(verdict: Verdict, clause: ClauseId): boolean {
  if (verdict.kind === 'conforms') return verdict.clauses.has(clause);
  return verdict.kind === 'violates' && verdict.violation.clauses.includes(clause) && KNOWN_FINDINGS.includes(clause);
}

const isTry = (verdict: Verdict, clause: ClauseId): boolean =>
  verdict.kind === 'conforms' && CLAUSES[clause].force === 'may';

/** What was said of a clause that its witness did not exercise. */
const miss = (verdict: Verdict): string =>
  verdict.kind === 'violates' ? `violates ${verdict.violation.clauses.join('+')}` : JSON.stringify(verdict);

export interface Coverage {
  readonly exercised: readonly ClauseId[];
  /** Of the other clauses, why. */
  readonly missed: Readonly<Record<string, string>>;
}

/**
 * Runs the witness of each clause. `observers` are operations that follow each of them: they show what an operation
 * that died had done.
 */
export async function coverage(
  session: Session,
  model: Model,
  clauses: readonly ClauseId[],
  observers: readonly Operation[] = [],
): Promise<Coverage> {
  const witnesses = readWitnesses(model.profile.name);
  const missed: Record<string, string> = {};
  for (const clause of clauses) {
    const witness = witnesses.get(clause) ?? (EVERYWHERE.includes(clause) ? ANY : undefined);
    if (witness === undefined) missed[clause] = 'has no witness';
    else {
      const program = { operations: [...witness.operations, ...observers] };
      let verdict = await judged(session, model, program);
      for (let tries = 1; tries < TRIES && !shows(verdict, clause) && isTry(verdict, clause); tries++)
        verdict = await judged(session, model, program);
      if (!shows(verdict, clause)) missed[clause] = miss(verdict);
    }
  }
  return { exercised: clauses.filter((clause) => !(clause in missed)), missed };
}

/** Prints how many clauses were exercised: a figure that people want to see in the log of a run that passed. */
export function printFigure(of: string, { exercised, missed }: Coverage): void {
  const total = exercised.length + Object.keys(missed).length;
  const share = ((100 * exercised.length) / total).toFixed(1);
  process.stderr.write(`${of}: ${String(exercised.length)} of ${String(total)} clauses exercised (${share} %)\n`);
}
