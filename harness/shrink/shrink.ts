// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// From a program that violates to the smallest that violates in the same way.
import type { History, Program } from '../../spec';
import type { Model } from '../../model';
import type { Verdict, Violation } from '../judge/verdict';
import { withoutPairs, withoutRuns, withPlainer, withStandIns } from './candidates';
import { wouldReach } from './reach';
import { sameViolation } from '../judge/same';
import { withOtherEndings } from './endings';
import { withSimplerObjects } from './simpler';

/** A program, what happened when it ran, and what is wrong with that. */
export interface Failing {
  readonly program: Program;
  readonly history: History;
  readonly violation: Violation;
}

/** Runs a candidate on the implementation; undefined when it could not be run. */
export type RunCandidate = (
  program: Program,
) => Promise<{ readonly history: History; readonly verdict: Verdict } | undefined>;

export interface ShrinkResult {
  readonly failing: Failing;
  /** How many candidates were run. */
  readonly executions: number;
}

/** Candidates to run before shrinking gives up with what it has. */
const MAX_EXECUTIONS = 500;
/** Where the model cannot tell which of them are worth it: of what does not return it knows nothing. */
const MAX_UNFORESEEN = 2000;
/** Programs up to this length also have their pairs tried. */
const PAIRS_UP_TO = 14;

/** When nothing can be left out: what is tried once is not tried again, so this ends, whatever turns into what. */
function* otherwise(program: Program): Generator<Program> {
  yield* withSimplerObjects(program);
  yield* withOtherEndings(program);
}

class Shrinker {
  private readonly tried = new Set<string>();
  executions = 0;
  /**
   * Whether the model, left to itself, comes to the violation at all. Where it takes a release to be later than it was, as
   * with a module that could be unloaded at once, what it says of smaller programs is worth nothing.
   */
  private foreseen: boolean;

  constructor(
    private readonly model: Model,
    private readonly run: RunCandidate,
    private best: Failing,
  ) {
    this.foreseen = wouldReach(model, best.program, best.violation);
  }

  async shrink(): Promise<Failing> {
    let progress = true;
    while (progress)
      progress =
        (await this.pass(withoutRuns)) ||
        (await this.pass(withStandIns)) ||
        (await this.pairs()) ||
        (await this.pass(withPlainer)) ||
        (await this.pass(otherwise));
    return this.best;
  }

  private async pairs(): Promise<boolean> {
    return this.best.program.operations.length <= PAIRS_UP_TO && (await this.pass(withoutPairs));
  }

  /** Tries candidates until none is left; takes each one that still fails, and starts again from it. */
  private async pass(candidates: (program: Program, keepLast: boolean) => Iterable<Program>): Promise<boolean> {
    let progress = false;
    for (let again = true; again;) {
      again = false;
      for (const candidate of candidates(this.best.program, isAboutLast(this.best.violation)))
        if (await this.fails(candidate)) {
          progress = again = true;
          break;
        }
    }
    return progress;
  }

  private async fails(candidate: Program): Promise<boolean> {
    const key = JSON.stringify(candidate);
    if (this.tried.has(key) || this.executions >= limitOf(this.best.violation)) return false;
    this.tried.add(key);
    if (this.foreseen && !wouldReach(this.model, candidate, this.best.violation)) return false;
    this.executions++;
    const ran = await this.run(candidate);
    if (ran?.verdict.kind !== 'violates' || !sameViolation(ran.verdict.violation, this.best.violation)) return false;
    this.best = cut({ program: candidate, history: ran.history, violation: ran.verdict.violation });
    this.foreseen = wouldReach(this.model, this.best.program, this.best.violation);
    return true;
  }
}

const limitOf = ({ kind }: Violation): number => (kind === 'stuck' ? MAX_UNFORESEEN : MAX_EXECUTIONS);

/** What is left behind, or held, is met by whatever comes next. */
const isAboutLast = ({ kind }: Violation): boolean => kind !== 'residue' && kind !== 'stuck';

/** Nothing after the violation matters. */
export function cut(failing: Failing): Failing {
  const { program, history, violation } = failing;
  const length = violation.step + 1;
  return {
    violation,
    program: { operations: program.operations.slice(0, length) },
    history: { ...history, steps: history.steps.slice(0, length) },
  };
}

/** Deterministic, as far as the implementation is: candidates are tried in a fixed order. */
export async function shrinkProgram(model: Model, failing: Failing, run: RunCandidate): Promise<ShrinkResult> {
  const shrinker = new Shrinker(model, run, cut(failing));
  return { failing: await shrinker.shrink(), executions: shrinker.executions };
}
