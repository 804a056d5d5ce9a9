// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Lockstep: a history against the set of states that the model says are still possible.
import {
  hasReturned,
  isCrash,
  isStuck,
  type ClauseId,
  type History,
  type Operation,
  type Outcome,
  type Program,
  type Step,
} from '../../spec';
import { Belief, type Explanation, type Model } from '../../model';
import { splatsIn } from './splat';
import type { Deviated, Followed, Verdict, Violation } from './verdict';

class Judgement {
  private readonly clauses = new Map<string, number>();
  private readonly explained: (readonly Explanation[])[] = [];
  private readonly deviated: Deviated[] = [];
  private belief: Belief;

  constructor(model: Model) {
    this.belief = Belief.initial(model);
  }

  /** Judges one step; undefined when it was allowed. */
  step(operation: Operation, step: Step, index: number): Violation | 'lost' | undefined {
    // What the kernel is asked about who sleeps looks like a report of a bug, and is none.
    if (isStuck(step.outcome)) return stuckAt(index, step.outcome.stuck, operation, step.log);
    const splat = splatsIn(step.log ?? []);
    if (splat.length > 0) return this.splat(operation, splat, step, index);
    return isCrash(step.outcome) ? this.crash(operation) : this.outcome(operation, step, index);
  }

  private splat(operation: Operation, lines: readonly string[], step: Step, index: number): Violation {
    const allowed = this.belief.allowed(operation);
    return {
      kind: 'splat',
      step: index,
      operation,
      observed: { lines },
      allowed,
      clauses: ['LOG-01'],
      log: step.log ?? [],
    };
  }

  /** The tool that did the operation died: it may have been done, or not. */
  private crash(operation: Operation): 'lost' | undefined {
    const next = this.belief.uncertain(operation);
    if (next === undefined) return 'lost';
    this.belief = next;
    this.explained.push([]);
    return undefined;
  }

  private outcome(operation: Operation, step: Step, index: number): Violation | 'lost' | undefined {
    const { outcome } = step;
    if (!hasReturned(outcome)) return 'lost';
    const advance = this.belief.advance(operation, outcome);
    if (advance.kind === 'lost') return 'lost';
    if (advance.kind === 'contradicted') return contradiction(operation, outcome, advance.allowed, step, index);
    this.belief = advance.belief;
    if (advance.kind === 'deviated') {
      const violation = contradiction(operation, outcome, advance.allowed, step, index);
      for (const deviation of advance.deviations) this.deviated.push({ deviation, violation });
      this.explained.push([]);
      return undefined;
    }
    this.explained.push(advance.explanations);
    const [clause, ...others] = advance.clauses;
    if (clause !== undefined && others.length === 0) this.count(clause);
    return undefined;
  }

  followed(operations: number): Followed {
    const followed = { clauses: this.clauses, operations, explained: this.explained };
    return this.deviated.length === 0 ? followed : { ...followed, deviated: this.deviated };
  }

  /** The operations whose outcome nobody saw were done, if what came later can be explained in no other way. */
  countProved(): void {
    for (const clause of this.belief.proved) this.count(clause);
  }

  count(clause: ClauseId): void {
    this.clauses.set(clause, (this.clauses.get(clause) ?? 0) + 1);
  }
}

function contradiction(
  operation: Operation,
  observed: Outcome,
  allowed: Violation['allowed'],
  step: Step,
  index: number,
): Violation {
  const clauses = [...new Set(allowed.map(({ clause }) => clause))];
  return { kind: 'outcome', step: index, operation, observed, allowed, clauses, log: step.log ?? [] };
}

/** An operation did not return, or the reset when there is none (RETURN-01). */
export const stuckAt = (
  step: number,
  lines: readonly string[],
  operation: Operation | undefined,
  log: readonly string[] = [],
): Violation => ({
  kind: 'stuck',
  step,
  ...(operation === undefined ? {} : { operation }),
  observed: { lines },
  allowed: [],
  clauses: ['RETURN-01'],
  log,
});

/** Whether a history of a program is one that the model allows. Pure: the same arguments give the same verdict. */
export function judge(model: Model, program: Program, history: History): Verdict {
  const judgement = new Judgement(model);
  for (const [index, operation] of program.operations.entries()) {
    const step = history.steps[index];
    if (step === undefined) return { kind: 'unknown', reason: `the history ends after ${String(index)} operations` };
    const problem = judgement.step(operation, step, index);
    if (problem === 'lost')
      return { kind: 'unknown', reason: `too many states are possible after operation ${String(index + 1)}` };
    if (problem !== undefined) return { kind: 'violates', violation: problem, ...judgement.followed(index + 1) };
  }
  judgement.countProved();
  return afterReset(program, history, judgement);
}

/** Nothing may be left once everything was closed (LEAK-01). */
function afterReset(program: Program, history: History, judgement: Judgement): Verdict {
  const operations = program.operations.length;
  if (history.stuck !== undefined) {
    const violation = stuckAt(operations, history.stuck, undefined);
    return { kind: 'violates', violation, ...judgement.followed(operations) };
  }
  if (history.residue.length > 0) {
    const observed = { lines: history.residue };
    const allowed = [{ outcome: 'nothing left', clause: 'LEAK-01' }];
    const violation: Violation = {
      kind: 'residue',
      step: operations,
      observed,
      allowed,
      clauses: ['LEAK-01'],
      log: [],
    };
    return { kind: 'violates', violation, ...judgement.followed(operations) };
  }
  // A program without operations shows nothing, not even these.
  if (operations === 0) return { kind: 'conforms', ...judgement.followed(operations) };
  judgement.count('LEAK-01');
  judgement.count('LOG-01');
  judgement.count('RETURN-01');
  judgement.count('RETURN-02');
  return { kind: 'conforms', ...judgement.followed(operations) };
}
