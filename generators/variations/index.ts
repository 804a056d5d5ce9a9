// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Variations of programs: what their last operation does, tried with each argument otherwise, and with two that are refused
// by neighbouring checks, which shows the order of the checks; and after each a look at everything.
import { requireDefinition, type Argument, type ClauseId, type Operation, type Program } from '../../spec';
import { RULES, situationOf, type Model, type State, type Transition } from '../../model';
import { hazardOf } from '../hazards';
import { operationOf } from '../operation';
import { looksAt } from './looks';
import { withNames } from './named';
import { sceneOf, varied, type Scene, type Varied } from './scene';
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

  /** The operation with one argument otherwise. */
  varied(scene: Scene): readonly Varied[] {
    return this.programs(scene, this.singles(scene).found);
  }

  /** The operation with two arguments wrong, or one where it is refused already. */
  ordered(scene: Scene): readonly Varied[] {
    return this.programs(scene, this.pairs(scene, this.singles(scene).wrong));
  }

  /** The calls that are refused, all in one program, since they change nothing; and each of the others in one of its own. */
  private programs(scene: Scene, attempts: readonly Attempt[]): readonly Varied[] {
    const { before, state, last, transition } = scene;
    const refused: Operation[] = [];
    const others: Varied[] = [];
    for (const { operation, after } of attempts)
      if (after.ret < 0 && after.next === state) refused.push(operation);
      else others.push(varied(1, [...before, operation, ...this.looks(after.next, `${last.op} ${after.clause}`)]));
    if (refused.length === 0) return others;
    const seen = this.looks(state, `${last.op} refused`);
    const end = [last, ...this.looks(transition.next, `${last.op} ${transition.clause}`)];
    return [varied(refused.length, [...before, ...refused, ...seen, ...end]), ...others];
  }

  /** A look at what was not looked at after the like. */
  private looks(state: State, after: string): readonly Operation[] {
    return looksAt(state).filter((look) => this.isNew(`${situationOf(state, look)} after ${after}`));
  }

  /** The operation with one argument otherwise, and which of these are wrong. */
  private singles(scene: Scene): { readonly found: readonly Attempt[]; readonly wrong: readonly Wrong[] } {
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
    return { found, wrong };
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

/** What `make` makes of each program's last operation, first what tries most with the fewest operations. */
function made(
  model: Model,
  programs: readonly Program[],
  make: (variations: Variations, scene: Scene) => readonly Varied[],
): readonly Program[] {
  const variations = new Variations(model);
  const scenes = programs.flatMap((program) => sceneOf(model, withNames(program)) ?? []);
  return carriedOutFirst(scenes)
    .flatMap((scene) => make(variations, scene))
    .sort((a, b) => a.cost - b.cost)
    .map(({ program }) => program);
}

/**
 * Programs that try the last operation of each given one with one argument otherwise. Nothing is tried twice: not an
 * argument by the same kind of value with the same outcome. Deterministic; those whose last operation is carried out
 * are varied first, since from them it is known what refuses an argument.
 */
export const variationsOf = (model: Model, programs: readonly Program[]): readonly Program[] =>
  made(model, programs, (variations, scene) => variations.varied(scene));

/** Programs that have two checks of the last operation refuse it, which shows their order. No two are tried twice. */
export const ordersOf = (model: Model, programs: readonly Program[]): readonly Program[] =>
  made(model, programs, (variations, scene) => variations.ordered(scene));
