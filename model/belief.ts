// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The set of states that an implementation may be in, given what it has shown so far.
import { formatReturn, type ClauseId, type Operation, type Returned } from '../spec';
import { NO_DEVIATIONS, type Deviations } from './deviations';
import type { Variant } from './variants';
import { Distinct } from './distinct';
import { backlog, closure, meanwhile, type Noticed } from './internal';
import type { Model } from './model';
import { formatPattern, match, type Bindings } from './pattern';
import { apart, becomes, certain, Possibilities, type Possibility } from './possibilities';
import type { Transition } from './rule';
import type { State } from './state';
import { same } from './same';
import { touchedBy } from './touch';

export interface Allowed {
  readonly outcome: string;
  readonly clause: ClauseId;
}

/**
 * A state that the operation may have met, and a transition from there that fits what was observed. It stands for those
 * that differ from it in what the operation cannot tell (possibilities.ts).
 */
export interface Explanation {
  readonly state: State;
  readonly transition: Transition;
}

/**
 * `followed`: the outcome was allowed, by those clauses, and these states are left; `explanations` has every way it may
 * have come about, at least one. `deviated`: it was not allowed, but is what a kernel does that is known for `deviations`.
 * `contradicted`: no state allows it. `lost`: more states are possible than the checker keeps, so nothing can be said.
 */
export type Advance =
  | {
      readonly kind: 'followed';
      readonly belief: Belief;
      readonly clauses: readonly ClauseId[];
      readonly explanations: readonly Explanation[];
    }
  | {
      readonly kind: 'deviated';
      readonly belief: Belief;
      readonly deviations: Deviations;
      readonly allowed: readonly Allowed[];
    }
  | { readonly kind: 'contradicted'; readonly allowed: readonly Allowed[] }
  | { readonly kind: 'lost' };

/** One explanation, and what it leaves. Nearly always there is but one, which needs no comparing with others. */
interface Way extends Explanation {
  readonly deviations: Deviations;
  readonly left: readonly Possibility[];
}

/** States kept at once; few programs need ten. */
const LIMIT = 512;

/**
 * Quviq's way with nondeterminism: keep every state that explains what was seen, step them all, and call it a
 * contradiction when none is left ("Mysteries of Dropbox", ICST 2016).
 */
export class Belief {
  private constructor(
    private readonly model: Model,
    readonly possibilities: readonly Possibility[],
    /** What the kernel has certainly done otherwise. */
    private readonly deviations: Deviations = NO_DEVIATIONS,
  ) {}

  static initial(model: Model): Belief {
    return new Belief(model, [certain(model.initial)]);
  }

  /** Clauses that every explanation has assumed: what came later can be explained in no other way. */
  get proved(): readonly ClauseId[] {
    const [first, ...others] = this.possibilities.filter(this.met).map(({ assumed }) => assumed);
    return [...new Set(first)].filter((clause) => others.every((assumed) => assumed.includes(clause)));
  }

  /** What is left of the belief after `operation` came to `outcome`. */
  advance(operation: Operation, outcome: Returned): Advance {
    const before = this.closed(operation);
    if (before === undefined) return { kind: 'lost' };
    const ways: Way[] = [];
    for (const possibility of before)
      for (const { deviations, transitions } of this.ways(possibility, operation))
        for (const transition of transitions) {
          const { state } = possibility;
          const bindings = explains(transition, outcome, possibility.bindings);
          if (bindings === undefined) continue;
          const left = nextOf(state, transition).map((next) => ({
            ...becomes(possibility, next, bindings),
            deviations,
          }));
          ways.push({ state, transition, deviations, left });
        }
    const met = ways.filter(this.met);
    if (met.length === 0) return this.deviate(ways, operation);
    const belief = new Belief(this.model, leftBy(ways), this.deviations);
    return { kind: 'followed', belief, clauses: clausesOf(met), explanations: met };
  }

  /** Whether something is explained by what the kernel has done otherwise already, and by nothing else. */
  private readonly met = ({ deviations }: { readonly deviations: Deviations }): boolean =>
    deviations.length === 0 || deviations.every((name) => this.deviations.includes(name));

  /** Nothing that was known so far explains the outcome: the fewest deviations that do have been met. */
  private deviate(ways: readonly Way[], operation: Operation): Advance {
    const allowed = this.allowed(operation);
    const [first, ...others] = ways;
    if (first === undefined) return { kind: 'contradicted', allowed };
    const least = others.reduce((best, way) => (way.deviations.length < best.deviations.length ? way : best), first);
    const deviations = least.deviations.filter((name) => !this.deviations.includes(name));
    const belief = new Belief(this.model, leftBy(ways), [...this.deviations, ...deviations]);
    return { kind: 'deviated', belief, deviations, allowed };
  }

  /** What the operation comes to in a possible state, and what it may come to by deviations. */
  private ways({ state, deviations }: Possibility, operation: Operation): readonly Variant[] {
    const { variants, step } = this.model;
    const base = { deviations: NO_DEVIATIONS, transitions: step(state, operation) };
    return variants === undefined ? [base] : variants(state, operation, deviations, base);
  }

  /** What is left when the operation was tried and nobody knows whether it was done; undefined when too much is. */
  uncertain(operation: Operation): Belief | undefined {
    const before = this.closed(operation);
    if (before === undefined) return undefined;
    const next = new Possibilities();
    for (const possibility of before) next.add(possibility);
    for (const possibility of before)
      for (const { deviations, transitions } of this.ways(possibility, operation))
        for (const { next: state, clause } of transitions)
          next.add({ ...becomes(possibility, state), deviations, assumed: [...possibility.assumed, clause] });
    return next.all.length > LIMIT ? undefined : new Belief(this.model, next.all, this.deviations);
  }

  /** Everything that could happen next, for showing to people. */
  allowed(operation: Operation): readonly Allowed[] {
    const before = (this.closed(operation) ?? []).filter(this.met);
    return distinct(
      before.flatMap((possibility) =>
        this.ways(possibility, operation)
          .filter(this.met)
          .flatMap(({ transitions }) => transitions)
          .map((transition) => describe(transition, possibility.bindings)),
      ),
    );
  }

  /** The possibilities, and what deferred releases can make of them, as far as the operation can tell. */
  private closed(operation: Operation): readonly Possibility[] | undefined {
    if (this.possibilities.every(({ state, logs }) => backlog(state) === 0 && logs.size === 0))
      return this.possibilities;
    const found = new Distinct<Possibility>(same);
    for (const whole of this.possibilities) {
      const noticed = noticedBy(whole.state, operation);
      for (const possibility of apart(whole, noticed)) {
        const states = closure(possibility.state, LIMIT, noticed);
        if (states === undefined) return undefined;
        for (const state of states) found.add(becomes(possibility, state), backlog(state));
        if (found.all.length > LIMIT) return undefined;
      }
    }
    return found.all;
  }
}

/** An operation tells how often a module or a map is held, and what a module has logged, only if it names it. */
const noticedBy = (state: State, operation: Operation): Noticed => {
  const touched = touchedBy(state, operation);
  return (noticed) => touched.some(({ key }) => key === noticed);
};

/** Where a transition leads, whatever workers do while it is under way. */
const nextOf = (state: State, { next }: Transition): readonly State[] =>
  state.doomed.length === 0 ? [next] : [next, ...meanwhile(state, next)];

function leftBy(ways: readonly Way[]): readonly Possibility[] {
  const [first, ...others] = ways;
  if (first !== undefined && others.length === 0 && first.left.length === 1) return first.left;
  const next = new Possibilities();
  for (const { left } of ways) for (const possibility of left) next.add(possibility);
  return next.all;
}

function clausesOf(ways: readonly Way[]): readonly ClauseId[] {
  const [first, ...others] = ways;
  if (first !== undefined && others.length === 0) return [first.transition.clause];
  return [...new Set(ways.map(({ transition }) => transition.clause))];
}

function explains(transition: Transition, outcome: Returned, bindings: Bindings): Bindings | undefined {
  if (transition.ret !== outcome.ret) return undefined;
  if (transition.value === undefined) return outcome.value === undefined ? bindings : undefined;
  return match(transition.value, outcome.value, bindings);
}

const describe = (transition: Transition, bindings: Bindings): Allowed => ({
  clause: transition.clause,
  outcome:
    formatReturn(transition.ret) +
    (transition.value === undefined ? '' : ` ${formatPattern(transition.value, bindings)}`),
});

const distinct = (allowed: readonly Allowed[]): readonly Allowed[] => [
  ...new Map(allowed.map((entry) => [`${entry.clause} ${entry.outcome}`, entry])).values(),
];
