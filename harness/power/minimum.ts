// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The least number of operations that show a fault, by trying every program up to a length: what a shrinker is held to.
import { createHash } from 'node:crypto';
import { everything, safeLifecycle, type Scope } from '../../generators/explore';
import { Belief, type Model, type State } from '../../model';
import { hasReturned, requireDefinition, type Handle, type History, type Operation, type Step } from '../../spec';
import { judge } from '../judge/judge';
import { splatsIn } from '../judge/splat';
import type { Violation } from '../judge/verdict';
import { signatureOf } from '../judge/signature';
import { heapKey, reachable } from './heap-key';
import type { Machine } from './machine';

export interface Bounds {
  /** The objects that there may be. */
  readonly scope: Scope;
  /** Programs of up to so many operations are tried. */
  readonly length: number;
  /** Operations of which every variation, wrong ones too, may stand anywhere; of all others only as the last. */
  readonly vary: ReadonlySet<string>;
}

/** A shortest program that shows a violation of its kind. */
export interface Witnessed {
  readonly operations: readonly Operation[];
  readonly violation: Violation;
}

/** What an exhaustive search has found out. */
export interface Minima {
  /** Each violation, by its signature, with a shortest program: the shortest first. */
  readonly found: readonly Witnessed[];
  /** Different situations that operations were tried in, and how many were tried. */
  readonly situations: number;
  readonly tried: number;
}

/** A program that conformed, and what may be true after it. */
interface Situation {
  readonly operations: readonly Operation[];
  readonly steps: readonly Step[];
  readonly belief: Belief;
}

class Search {
  private readonly found = new Map<string, Witnessed>();
  private tried = 0;
  private readonly seen = new Set<string>();
  private readonly shared: ReadonlySet<object>;

  constructor(
    private readonly model: Model,
    private readonly boot: () => Machine,
    private readonly bounds: Bounds,
  ) {
    const one = reachable(boot().root);
    this.shared = new Set([...reachable(boot().root)].filter((object) => one.has(object)));
  }

  run(): Minima {
    let level: readonly Situation[] = [{ operations: [], steps: [], belief: Belief.initial(this.model) }];
    for (let length = 1; length <= this.bounds.length; length++)
      level = level.flatMap((situation) => this.expand(situation, length));
    return { found: [...this.found.values()], situations: this.seen.size, tried: this.tried };
  }

  /** Tries everything in a situation; gives the situations that are new. */
  private expand(situation: Situation, length: number): readonly Situation[] {
    const state = likely(situation.belief);
    const leading = new Set(safeLifecycle(state, this.bounds.scope).map((operation) => JSON.stringify(operation)));
    const next: Situation[] = [];
    for (const operation of everything(state, this.bounds.scope)) {
      const goesOn =
        length < this.bounds.length && (leading.has(JSON.stringify(operation)) || this.bounds.vary.has(operation.op));
      const reached = this.try(situation, named(operation, state), goesOn);
      if (reached !== undefined) next.push(reached);
    }
    return next;
  }

  private try(before: Situation, operation: Operation, goesOn: boolean): Situation | undefined {
    this.tried++;
    const machine = this.boot();
    for (const earlier of before.operations) machine.step(earlier);
    const step = machine.step(operation);
    const operations = [...before.operations, operation];
    const steps = [...before.steps, step];
    const advance = hasReturned(step.outcome) ? before.belief.advance(operation, step.outcome) : undefined;
    if (advance?.kind !== 'followed' || splatsIn(step.log ?? []).length > 0) {
      this.note(operations, steps, { residue: [] });
      return undefined;
    }
    if (!goesOn) {
      this.finish(operations, steps, machine);
      return undefined;
    }
    const { belief } = advance;
    const key = digest(`${JSON.stringify(belief.possibilities)}${heapKey(machine.root, this.shared)}`);
    if (this.seen.has(key)) return undefined;
    this.seen.add(key);
    this.finish(operations, steps, machine);
    return { operations, steps, belief };
  }

  /** What is left behind is a violation as well. */
  private finish(operations: readonly Operation[], steps: readonly Step[], machine: Machine): void {
    const left = machine.end();
    if (left.residue.length > 0 || left.stuck !== undefined) this.note(operations, steps, left);
  }

  private note(operations: readonly Operation[], steps: readonly Step[], left: Ending): void {
    const verdict = judge(this.model, { operations }, { steps, ...left });
    if (verdict.kind !== 'violates') return;
    const signature = signatureOf(verdict.violation);
    if (!this.found.has(signature)) this.found.set(signature, { operations, violation: verdict.violation });
  }
}

/** What became of the reset. */
type Ending = Pick<History, 'residue' | 'stuck'>;

/** In the place of a text of some kilobytes, of which programs of seven operations have millions. */
const digest = (text: string): string => createHash('sha256').update(text).digest('base64');

/** All possibilities have the same objects within reach of a program, so any of them says what can be named. */
function likely(belief: Belief): State {
  const [first] = belief.possibilities;
  if (first === undefined) throw new Error('a belief without possibilities');
  return first.state;
}

/** The operation with a name of its own for what it makes: the first that is free among those of its kind. */
export function named(operation: Operation, { bound }: State): Operation {
  if (operation.result === undefined) return operation;
  const letter: Handle = (requireDefinition(operation).binds ?? 'x').slice(0, 1);
  let number = 1;
  while (bound.has(`${letter}${number}`)) number++;
  return { ...operation, result: `${letter}${number}` };
}

/** Tries every program of the bounds on machines that `boot` makes. */
export const minima = (model: Model, boot: () => Machine, bounds: Bounds): Minima =>
  new Search(model, boot, bounds).run();
