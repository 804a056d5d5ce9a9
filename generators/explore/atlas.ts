// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The reachable cells of a scope, and the parts in which each can be had.
import { cellOf, stateOf, type Model, type State } from '../../model';
import type { Operation } from '../../spec';
import { atOnce } from './at-once';
import { everything, everythingOnThree, everythingOnTwo, safeLifecycle } from './everything';
import { kindOf, Parts, type PartId } from './parts';
import { fits, limitsOf, sum, type Scope } from './scope';
import { landing, trialsOf, type Admits, type Alphabet, type Land, type Landing, type Trial } from './trials';
import { PROMPT } from './time';

/** Where a cell was first found. */
export interface Place {
  readonly cell: string;
  /** The parts that the operation names objects of. */
  readonly parts: readonly PartId[];
  /** In the names that `Parts.compose` gives. */
  readonly operation: Operation;
  readonly to: Landing['kind'];
}

/** How a part comes about. */
export interface Origin {
  readonly from: readonly PartId[];
  readonly operation: Operation;
}

/** A change of one part. */
export interface Way {
  readonly operation: Operation;
  readonly to: readonly PartId[];
}

export interface Atlas {
  readonly land: Land;
  readonly origins: ReadonlyMap<PartId, Origin>;
  /** What the operations of the lifecycle make of each part. */
  readonly ways: ReadonlyMap<PartId, readonly Way[]>;
  /** Cells that a program can have for certain, by their text. */
  readonly reachable: ReadonlyMap<string, Place>;
  /** Cells that are no aim of a tour, and why. */
  readonly leftOut: ReadonlyMap<string, LeftOut>;
}

/** `choice`: the specification leaves the outcome to the implementation; `late`: a release has to be late. */
export type LeftOut = 'choice' | 'late';

class Survey {
  readonly origins = new Map<PartId, Origin>();
  readonly ways = new Map<PartId, Way[]>();
  readonly reachable = new Map<string, Place>();
  readonly leftOut = new Map<string, LeftOut>();
  private readonly queue: PartId[] = [];
  private readonly seen = new Set<string>();
  /** Kinds of two objects in states that were new together, and the part that had them. */
  private readonly couples: (readonly [kinds: string, part: PartId])[] = [];

  constructor(private readonly land: Land) {}

  *run(): Generator<void> {
    this.visit([]);
    for (const id of this.queue) {
      yield;
      this.visit([id]);
    }
    yield* this.visitPairs();
    if (this.land.scope.links > 0) yield* this.visitThrees();
  }

  /** The lifecycle leads on; what is tried beside it, wrong arguments above all, is tried where something is new. */
  private visit(ids: readonly PartId[]): void {
    for (const trial of trialsOf(this.land, ids, safeLifecycle)) this.follow(ids, trial);
    const [id] = ids;
    if (id === undefined) {
      this.try(ids, everything);
      return;
    }
    const states = this.statesOf(id);
    const fresh = this.fresh(states, 2);
    if (fresh.length > 0) this.try(ids, everything);
    if (this.fresh(states, 3).length > 0) this.try(ids, everythingOnThree);
    for (const [first, second] of fresh)
      if (second !== undefined) this.couples.push([`${wordOf(first)} ${wordOf(second)}`, id]);
  }

  private try(ids: readonly PartId[], alphabet: Alphabet): void {
    for (const trial of trialsOf(this.land, ids, alphabet)) this.note(ids, trial);
  }

  private follow(ids: readonly PartId[], trial: Trial): void {
    const { operation, state, transitions } = trial;
    this.note(ids, trial);
    for (const transition of transitions) {
      const to = landing(this.land, ids, state, transition);
      if (to.kind !== 'on') continue;
      this.reach(to.parts, { from: ids, operation });
      this.glimpse(transition.next);
      for (const id of ids) this.ways.set(id, [...(this.ways.get(id) ?? []), { operation, to: to.parts }]);
    }
  }

  /** Takes down the cells of a trial that nothing has had before. */
  private note(ids: readonly PartId[], { operation, state, transitions }: Trial): void {
    for (const transition of transitions) {
      const cell = cellOf(state, operation, transition);
      if (transitions.length > 1) this.leftOut.set(cell, 'choice');
      else if (!this.reachable.has(cell)) {
        const to = landing(this.land, ids, state, transition).kind;
        this.reachable.set(cell, { cell, parts: ids, operation, to });
      }
    }
  }

  private reach(parts: readonly PartId[], origin: Origin): void {
    for (const id of parts) {
      if (this.origins.has(id)) continue;
      this.origins.set(id, origin);
      this.queue.push(id);
    }
  }

  /** What could be seen before the releases are done that an operation leaves behind. */
  private glimpse(next: State): void {
    if (this.land.time.after(next) === next) return;
    for (const id of this.land.parts.of(next)) {
      if (this.origins.has(id) || this.fresh(this.statesOf(id), 2).length === 0) continue;
      for (const { operation, state, transitions } of trialsOf(this.land, [id], everything))
        for (const transition of transitions) this.leftOut.set(cellOf(state, operation, transition), 'late');
    }
  }

  /** The states of the objects of a part, in order. */
  private statesOf(id: PartId): readonly string[] {
    const { state, owned } = this.land.parts.compose([id]);
    return [...(owned[0] ?? [])].map((key) => stateOf(state, { kind: kindOf(key), key })).sort();
  }

  /** Up to so many of these states together, where those of no part before were. */
  private fresh(states: readonly string[], together: number): readonly (readonly string[])[] {
    return [...subsets(states, together)].filter((some) => {
      const key = some.join(' & ');
      const isNew = !this.seen.has(key);
      this.seen.add(key);
      return isNew;
    });
  }

  /** A part for each state that an object of a kind can be in, the first one that has it; of any kind if none is named. */
  private examples(kind = ''): readonly PartId[] {
    const found = new Map<string, PartId>();
    for (const id of this.queue)
      for (const text of this.statesOf(id)) if (text.startsWith(kind) && !found.has(text)) found.set(text, id);
    return [...new Set(found.values())];
  }

  private *visitPairs(): Generator<void> {
    const some = this.examples();
    for (const [index, first] of some.entries())
      for (const second of some.slice(index)) {
        this.tryTogether([first, second], everythingOnTwo);
        yield;
      }
  }

  /** A link and two maps, of which two are in one part or none. */
  private *visitThrees(): Generator<void> {
    const [links, maps] = [this.examples('link'), this.examples('map')];
    const third: Readonly<Record<string, readonly PartId[]>> = { 'map map': links, 'link map': maps };
    for (const [kinds, couple] of this.couples)
      for (const other of third[kinds] ?? []) {
        this.tryTogether([couple, other], everythingOnThree);
        yield;
      }
    for (const link of links)
      for (const [index, first] of maps.entries())
        for (const second of maps.slice(index)) {
          this.tryTogether([link, first, second], everythingOnThree);
          yield;
        }
  }

  private tryTogether(ids: readonly PartId[], alphabet: Alphabet): void {
    const { parts, scope } = this.land;
    if (fits(sum(ids.map(parts.usage)), limitsOf(scope))) this.try(ids, alphabet);
  }
}

/** Every choice of at most so many of a list, the same states more than once where several objects have them. */
function* subsets(states: readonly string[], most: number): Generator<readonly string[]> {
  for (const [index, state] of states.entries()) {
    yield [state];
    if (most > 1) for (const rest of subsets(states.slice(index + 1), most - 1)) yield [state, ...rest];
  }
}

/** The kind of object that a state is of. */
const wordOf = (state = ''): string => state.slice(0, state.indexOf(' '));

/** Surveys a scope with nothing late: every part that can come about by what is admitted, and every cell of it. */
export const survey = (model: Model, scope: Scope, admits?: Admits): Atlas => atOnce(surveying(model, scope, admits));

/** The same, which takes seconds, with a pause after each part. */
export function* surveying(model: Model, scope: Scope, admits?: Admits): Generator<void, Atlas> {
  const land: Land = { model, parts: new Parts(), scope, time: PROMPT, ...(admits === undefined ? {} : { admits }) };
  const survey = new Survey(land);
  yield* survey.run();
  const { origins, ways, reachable } = survey;
  const leftOut = new Map([...survey.leftOut].filter(([cell]) => !reachable.has(cell)));
  return { land, origins, ways, reachable, leftOut };
}
