// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Variations of programs: what their last operation does, tried with each argument otherwise, and with two that are refused
// by neighbouring checks, which shows the order of the checks; and after each a look at everything.
import { requireDefinition, type Argument, type ClauseId, type Operation, type Program } from '../../spec';
import { RULES, situationOf, type Model, type State, type Transition } from '../../model';
import { hazardOf } from '../hazards';
import { operationOf } from '../operation';
import { looksAt } from './looks';
import { othersOf } from './values';

/** An operation in the place of the last one, and what then happens. */
interface Attempt {
  readonly operation: Operation;
  readonly after: Transition;
}

/** One argument otherwise, and the clause that refuses it by itself. */
interface Wrong {
  readonly name: string;
  readonly value: Argument;
  readonly clause: ClauseId;
}

/** A program without its last operation, the state that it comes to, and that operation. */
interface Scene {
  readonly before: readonly Operation[];
  readonly state: State;
  readonly last: Operation;
  readonly transition: Transition;
}

interface Varied {
  readonly refused: readonly Program[];
  readonly others: readonly Program[];
}

/** The checks of each operation, in their order. */
const ORDER: ReadonlyMap<string, ReadonlyMap<ClauseId, number>> = new Map(
  RULES.map(({ op, clauses }) => [op, new Map(clauses.map((clause, index) => [clause, index]))]),
);

const rankOf = (op: string, clause: ClauseId): number => ORDER.get(op)?.get(clause) ?? 0;

class Variations {
  private readonly shown = new Set<string>();
  /** By operation, argument and kind of value: the clause that refused it where everything else was right. */
  private readonly refusals = new Map<string, ClauseId>();
  private fresh = 0;

  constructor(private readonly model: Model) {}

  /** What there is to vary; undefined where what happens is not certain. */
  scene({ operations }: Program): Scene | undefined {
    let state = this.model.initial;
    for (const [index, operation] of operations.entries()) {
      const [transition, ...others] = this.model.step(state, operation);
      if (transition === undefined || others.length > 0) return undefined;
      if (index === operations.length - 1)
        return { before: operations.slice(0, -1), state, last: operation, transition };
      state = transition.next;
    }
    return undefined;
  }

  /** The calls that are refused, all in one program, since they change nothing; and each of the others in one of its own. */
  of(scene: Scene): Varied {
    const { before, state, last, transition } = scene;
    const refused: Operation[] = [];
    const others: Program[] = [];
    for (const { operation, after } of this.changed(scene))
      if (after.ret < 0 && after.next === state) refused.push(operation);
      else others.push({ operations: [...before, operation, ...this.looks(after.next, `${last.op} ${after.clause}`)] });
    if (refused.length === 0) return { refused: [], others };
    const seen = this.looks(state, `${last.op} refused`);
    const end = [last, ...this.looks(transition.next, `${last.op} ${transition.clause}`)];
    return { refused: [{ operations: [...before, ...refused, ...seen, ...end] }], others };
  }

  /** A look at what was not looked at after the like. */
  private looks(state: State, after: string): readonly Operation[] {
    return looksAt(state).filter((look) => this.isNew(`${situationOf(state, look)} after ${after}`));
  }

  /** The operation with one argument otherwise, then with two. */
  private changed(scene: Scene): readonly Attempt[] {
    const { state, last } = scene;
    const { parameters } = requireDefinition(last);
    const found: Attempt[] = [];
    const wrong: Wrong[] = [];
    for (const parameter of Object.entries(parameters))
      for (const { value, kind } of othersOf(last, parameter, state, this.model.profile.name)) {
        const [name] = parameter;
        const attempt = this.attempt(scene, { [name]: value });
        if (attempt === undefined) continue;
        const key = `${last.op} ${name} ${kind}`;
        const clause = this.refusal(scene, key, attempt.after);
        if (clause !== undefined) wrong.push({ name, value, clause });
        if (this.isNew(`${key} -> ${attempt.after.clause}`)) found.push(attempt);
      }
    return [...found, ...this.pairs(scene, wrong)];
  }

  /** What refuses an argument by itself: seen here, or where the rest was right when it is not so here. */
  private refusal({ transition }: Scene, key: string, after: Transition): ClauseId | undefined {
    if (transition.ret < 0) return this.refusals.get(key);
    if (after.ret >= 0) return undefined;
    this.refusals.set(key, after.clause);
    return after.clause;
  }

  /** A check that is out of place is out of order with one of its neighbours. */
  private pairs(scene: Scene, wrong: readonly Wrong[]): readonly Attempt[] {
    const { last, transition } = scene;
    const rank = ({ clause }: { readonly clause: ClauseId }): number => rankOf(last.op, clause);
    const sorted = wrong.toSorted((a, b) => rank(a) - rank(b));
    if (transition.ret < 0) {
      const before = sorted.findLast((other) => rank(other) < rank(transition));
      const after = sorted.find((other) => rank(other) > rank(transition));
      return [before, after].flatMap((other) =>
        other !== undefined && this.isNew(both(last.op, transition.clause, other.clause))
          ? (this.attempt(scene, argumentOf(other)) ?? [])
          : [],
      );
    }
    return sorted.flatMap((one, index) => {
      const next = sorted.slice(index + 1).find(({ name, clause }) => name !== one.name && clause !== one.clause);
      if (next === undefined || !this.isNew(both(last.op, one.clause, next.clause))) return [];
      return this.attempt(scene, { ...argumentOf(one), ...argumentOf(next) }) ?? [];
    });
  }

  private isNew(feature: string): boolean {
    if (this.shown.has(feature)) return false;
    this.shown.add(feature);
    return true;
  }

  /** The last operation with some arguments otherwise, where what happens is certain and cripples no known kernel. */
  private attempt({ state, last }: Scene, args: Readonly<Record<string, Argument>>): Attempt | undefined {
    const result = last.result === undefined ? undefined : `v${String(++this.fresh)}`;
    const operation = operationOf(requireDefinition(last), { ...last.args, ...args }, result);
    if (hazardOf(state, operation) !== undefined) return undefined;
    const [after, ...others] = this.model.step(state, operation);
    return after === undefined || others.length > 0 ? undefined : { operation, after };
  }
}

const argumentOf = ({ name, value }: Wrong): Readonly<Record<string, Argument>> => ({ [name]: value });

const carriedOutFirst = (scenes: readonly Scene[]): readonly Scene[] => [
  ...scenes.filter(({ transition }) => transition.ret >= 0),
  ...scenes.filter(({ transition }) => transition.ret < 0),
];

const both = (op: string, one: ClauseId, other: ClauseId): string => `${op} both ${[one, other].sort().join(' ')}`;

/**
 * Programs that vary the last operation of each given one. Nothing is tried twice: not an argument by the same kind of
 * value with the same outcome, nor two checks against each other. Deterministic, in the order of the programs, those whose
 * last operation is carried out first: from them it is known what refuses an argument. What is refused comes before the rest:
 * it is the larger part of what can be wrong, and takes few operations. Of the rest the short ones come first.
 */
export function* variationsOf(model: Model, programs: readonly Program[]): Generator<Program> {
  const variations = new Variations(model);
  const scenes = programs.flatMap((program) => variations.scene(program) ?? []);
  const varied = carriedOutFirst(scenes).map((scene) => variations.of(scene));
  for (const each of varied) yield* each.refused;
  yield* varied.flatMap(({ others }) => others).sort((a, b) => a.operations.length - b.operations.length);
}
