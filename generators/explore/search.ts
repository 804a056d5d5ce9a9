// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Breadth-first search of every state of a scope, as multisets of parts.
import { atOnce } from './at-once';
import { alikeIn, isBare, limitsOf, sum, type Scope, type Usage } from './scope';
import { choose, replaced } from './multiset';
import type { PartId } from './parts';
import type { Space, Step, Steps } from './space';
import { ListSet } from './store';

export interface Found {
  /** Transitions that were followed, those that change nothing included. */
  readonly generated: number;
  readonly distinct: number;
  /** Length of the longest of the shortest ways to a state. */
  readonly depth: number;
  /** Kinds of parts that states are made of. */
  readonly parts: number;
  /** Bytes that the states take up. */
  readonly bytes: number;
}

/** An edge of the state graph. */
export interface Edge {
  readonly from: number;
  readonly to: number;
  readonly step: Step;
}

export interface Watch {
  /** Called every so often; false ends the search. */
  readonly goOn?: (so: Found) => boolean;
  readonly onEdge?: (edge: Edge) => void;
}

/** States between two calls of `goOn`. */
const PACE = 4096;

export class Search {
  readonly states = new ListSet();
  private readonly limits: Usage;
  private readonly arity: number;
  private readonly unary: (Steps | undefined)[] = [];
  private generated = 0;
  private depth = 0;
  complete = false;

  constructor(private readonly space: Space) {
    this.limits = limitsOf(space.land.scope);
    this.arity = arityOf(space.land.scope);
  }

  found(): Found {
    const { generated, depth } = this;
    return {
      generated,
      distinct: this.states.size,
      depth,
      parts: this.space.land.parts.size,
      bytes: this.states.bytes,
    };
  }

  run(watch: Watch = {}): Found {
    return atOnce(this.running(watch));
  }

  /** The same with a pause after each state. */
  *running(watch: Watch = {}): Generator<void, Found> {
    this.states.add([]);
    let end = 1;
    for (let index = 0; index < this.states.size; index++) {
      if (index === end) {
        this.depth++;
        end = this.states.size;
        if (this.depth === this.space.land.scope.depth) break;
      }
      this.expand(index, watch);
      yield;
      if (index % PACE === 0 && watch.goOn?.(this.found()) === false) return this.found();
    }
    this.complete = true;
    return this.found();
  }

  private expand(index: number, { onEdge }: Watch): void {
    const state = this.states.get(index);
    const usage = sum(state.map(this.space.land.parts.usage));
    const follow = (taken: readonly PartId[], step: Step): void => {
      if (!isWithin(step.growth, usage, this.limits)) return;
      this.generated++;
      const next = step.parts === taken ? state : replaced(state, taken, step.parts);
      if (next !== state) this.states.add(next);
      if (onEdge !== undefined) onEdge({ from: index, to: this.states.indexOf(next) ?? index, step });
    };
    for (const step of this.space.steps(NONE).changes) if (this.isFree(state, step)) follow(NONE, step);
    for (const taken of choose(state, this.arity)) {
      const { changes, idle } = this.stepsOf(taken);
      this.generated += idle;
      for (const step of changes) follow(taken, step);
    }
  }

  /** Whether the module that an operation on no object names is absent; modules with BTF stand for one another. */
  private isFree(state: readonly PartId[], { absent: name }: Step): boolean {
    if (name === undefined) return true;
    const alike = alikeIn(this.space.land.scope, name);
    const loaded = state.flatMap(this.space.land.parts.modules).filter((other) => isBare(other) === isBare(name));
    return name === alike[0] && loaded.length < alike.length;
  }

  private stepsOf(taken: readonly PartId[]): Steps {
    const [only] = taken;
    return taken.length === 1 && only !== undefined
      ? (this.unary[only] ??= this.space.steps(taken))
      : this.space.steps(taken);
  }
}

/** The most parts that an operation can name objects of: a map and a program or a link, and a link's two maps. */
const arityOf = ({ links, programs }: Scope): number => (links > 0 ? 3 : programs > 0 ? 2 : 1);

const NONE: readonly PartId[] = [];

function isWithin(growth: Usage, usage: Usage, limits: Usage): boolean {
  for (let field = 0; field < growth.length; field++) {
    const more = growth[field] ?? 0;
    if (more > 0 && more + (usage[field] ?? 0) > (limits[field] ?? 0)) return false;
  }
  return true;
}
