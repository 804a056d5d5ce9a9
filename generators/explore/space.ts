// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// States as multisets of parts. An operation changes only the parts whose objects it names, so what it does to them is
// found once, by the model, and looked up ever after (compare local transition caching in LTSmin's PINS).
import { phasesFollow, INVARIANTS, namings, type Key, type Model, type State, type Transition } from '../../model';
import { MODULES, typesOf, type ModuleName, type Operation } from '../../spec';
import { namesFor, partsOf, rename } from './component';
import { moduleKey } from './entities';
import { normal } from './normal';
import type { Time } from './time';
import { difference, fits, limitsOf, NOTHING, sum, usageOf, type Scope, type Usage } from './scope';

export type PartId = number;

/** One thing that can happen to some parts. */
export interface Step {
  /** The clause of an internal step has no operation. */
  readonly operation?: Operation;
  readonly transition: Pick<Transition, 'clause' | 'ret'>;
  /** The parts that come in the place of the old ones; the old ones themselves when nothing changed. */
  readonly parts: readonly PartId[];
  readonly changes: boolean;
  /** What the change adds to the usage of the scope. */
  readonly growth: Usage;
}

/** A rule that broke an invariant: a bug of the specification. */
export class SpecificationError extends Error {}

/** The module without BTF, which no other one stands for. */
export const isBare = (name: string): boolean => typesOf(name).length === 0;

interface Known {
  readonly state: State;
  readonly order: readonly Key[];
  readonly modules: readonly ModuleName[];
  readonly usage: Usage;
}

/** Several parts as one state, and the objects of each. */
interface Composed {
  readonly state: State;
  readonly owned: readonly ReadonlySet<Key>[];
}

/** More loads than the numbers of any BTF object in a part. */
const MANY = 10_000;

export type Alphabet = (state: State, scope: Scope) => readonly Operation[];

export class Space {
  private readonly ids = new Map<string, PartId>();
  private readonly parts: Known[] = [];
  private readonly memo = new Map<string, readonly Step[]>();

  constructor(
    private readonly model: Model,
    private readonly alphabet: Alphabet,
    readonly scope: Scope,
    private readonly time: Time,
  ) {}

  get size(): number {
    return this.parts.length;
  }

  usage = (id: PartId): Usage => this.known(id).usage;

  /** Names of the modules that a part has loaded. */
  modules = (id: PartId): readonly ModuleName[] => this.known(id).modules;

  /** The parts of a state, in ascending order. */
  partsOf(state: State): readonly PartId[] {
    const plain = normal(state);
    return partsOf(plain)
      .map(({ text, order }) => this.intern(text, plain, order))
      .sort((a, b) => a - b);
  }

  /** Several parts as one state. */
  compose(ids: readonly PartId[]): Composed {
    const free = MODULES.filter((name) => !isBare(name));
    let whole = this.model.initial;
    const owned = ids.map((id, place) => {
      const { state, order } = this.known(id);
      const names = namesFor(state, order, 1 + 100 * place, free);
      const part = rename(state, names);
      for (const { name, btf } of Object.values(part.modules))
        if (btf !== undefined) free.splice(free.indexOf(name), 1);
      whole = merge(whole, part);
      return new Set(names.keys.values());
    });
    return { state: { ...whole, loads: MANY }, owned };
  }

  /** What can happen to these parts together: operations that name an object of each; for none, those that name nothing. */
  steps(ids: readonly PartId[]): readonly Step[] {
    const key = ids.join(' ');
    const known = this.memo.get(key);
    if (known !== undefined) return known;
    const steps = this.find(ids);
    this.memo.set(key, steps);
    return steps;
  }

  private known(id: PartId): Known {
    const part = this.parts[id];
    if (part === undefined) throw new Error(`no part ${String(id)}`);
    return part;
  }

  private intern(text: string, state: State, order: readonly Key[]): PartId {
    const known = this.ids.get(text);
    if (known !== undefined) return known;
    const names = namesFor(state, order, 1, MODULES);
    const part = rename(state, names);
    const broken = INVARIANTS.find((invariant) => !invariant.holds(part));
    if (broken !== undefined)
      throw new SpecificationError(`a state breaks the invariant "${broken.name}": ${JSON.stringify(part)}`);
    this.ids.set(text, this.parts.length);
    this.parts.push({
      state: part,
      order: order.map((old) => names.keys.get(old) ?? old),
      usage: usageOf(part),
      modules: Object.values(part.modules).map(({ name }) => name),
    });
    return this.parts.length - 1;
  }

  private find(ids: readonly PartId[]): readonly Step[] {
    const { state, owned } = this.compose(ids);
    const late =
      ids.length === 1
        ? this.time.steps(state).map(({ clause, next }) => this.step(ids, state, { clause, ret: 0, next }))
        : [];
    const called = this.alphabet(state, this.scope)
      .filter((operation) => concerns(state, operation, owned))
      .flatMap((operation) =>
        this.model.step(state, operation).map((transition) => this.step(ids, state, transition, operation)),
      );
    return [...late, ...called].filter((step) => step !== undefined);
  }

  private step(ids: readonly PartId[], state: State, transition: Transition, operation?: Operation): Step | undefined {
    const { clause, ret } = transition;
    const next = this.time.after(transition.next);
    const told = operation === undefined ? {} : { operation };
    if (next === state) return { ...told, transition: { clause, ret }, parts: ids, changes: false, growth: NOTHING };
    if (!phasesFollow(state, next)) throw new SpecificationError(`${clause} changes the phase of a map as it may not`);
    if (!inScope(next, this.scope)) return undefined;
    const parts = this.partsOf(next);
    const growth = difference(sum(parts.map(this.usage)), sum(ids.map(this.usage)));
    const changes = parts.join(' ') !== ids.toSorted((a, b) => a - b).join(' ');
    return { ...told, transition: { clause, ret }, parts, changes, growth };
  }
}

/** Whether an operation names an object of each part; where there is no part, whether it names nothing. */
function concerns(state: State, operation: Operation, owned: readonly ReadonlySet<Key>[]): boolean {
  const named = namings(state, operation).flatMap(({ object }) => (object === undefined ? [] : [object.key]));
  return owned.length === 0 ? named.length === 0 : owned.every((keys) => named.some((key) => keys.has(key)));
}

/** What no sum over parts can tell: descriptors of one object, and types beyond the one that a load registers. */
function inScope(state: State, scope: Scope): boolean {
  const open = new Map<Key, number>();
  for (const { key } of Object.values(state.files)) open.set(key, (open.get(key) ?? 0) + 1);
  return (
    [...open.values()].every((count) => count <= scope.descriptors) &&
    fits(usageOf(normal(state)), limitsOf(scope)) &&
    Object.values(state.modules).every(({ registered }) => registered.length <= 1)
  );
}

/** Two states without a common object. */
function merge(a: State, b: State): State {
  return {
    ...a,
    modules: { ...a.modules, ...b.modules },
    btfs: { ...a.btfs, ...b.btfs },
    progs: { ...a.progs, ...b.progs },
    maps: { ...a.maps, ...b.maps },
    links: { ...a.links, ...b.links },
    files: { ...a.files, ...b.files },
    bound: { ...a.bound, ...b.bound },
    pins: { ...a.pins, ...b.pins },
    doomed: [...a.doomed, ...b.doomed],
    dying: [...a.dying, ...b.dying],
  };
}
