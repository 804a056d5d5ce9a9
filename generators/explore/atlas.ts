// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The reachable cells of a scope, and the parts in which each can be had.
import { cellOf, stateOf, type Model, type State } from '../../model';
import type { ClauseId, Operation } from '../../spec';
import { everything, everythingOnTwo, safeLifecycle } from './everything';
import { kindOf, Parts, type PartId } from './parts';
import { fits, limitsOf, sum, type Scope } from './scope';
import { landing, trialsOf, type Land, type Landing, type Trial } from './trials';
import { PROMPT } from './time';

/** Where a cell was first found. */
export interface Place {
  readonly cell: string;
  readonly clause: ClauseId;
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

  constructor(private readonly land: Land) {}

  run(): void {
    this.visit([]);
    for (const id of this.queue) this.visit([id]);
    this.visitPairs();
  }

  /** The lifecycle leads on; what is tried beside it, wrong arguments above all, is tried where something is new. */
  private visit(ids: readonly PartId[]): void {
    for (const trial of trialsOf(this.land, ids, safeLifecycle)) this.follow(ids, trial);
    const [id] = ids;
    if (id === undefined || this.isNew(id))
      for (const trial of trialsOf(this.land, ids, everything)) this.note(ids, trial);
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
        this.reachable.set(cell, { cell, clause: transition.clause, parts: ids, operation, to });
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
      if (this.origins.has(id) || !this.isNew(id)) continue;
      for (const { operation, state, transitions } of trialsOf(this.land, [id], everything))
        for (const transition of transitions) this.leftOut.set(cellOf(state, operation, transition), 'late');
    }
  }

  /** Whether the objects of a part, or two of them together, are in states that no part before had. */
  private isNew(id: PartId): boolean {
    const { state, owned } = this.land.parts.compose([id]);
    const states = [...(owned[0] ?? [])].map((key) => describe(state, key)).sort();
    let fresh = false;
    for (const [index, first] of states.entries())
      for (const second of states.slice(index)) {
        const pair = `${first} & ${second}`;
        fresh ||= !this.seen.has(pair);
        this.seen.add(pair);
      }
    return fresh;
  }

  /** A part for each state that an object can be in, the first one that has it. */
  private examples(): readonly PartId[] {
    const found = new Map<string, PartId>();
    for (const id of this.queue) {
      const { state, owned } = this.land.parts.compose([id]);
      for (const key of owned[0] ?? []) if (!found.has(describe(state, key))) found.set(describe(state, key), id);
    }
    return [...new Set(found.values())];
  }

  private visitPairs(): void {
    const { parts, scope } = this.land;
    const some = this.examples();
    for (const [index, first] of some.entries())
      for (const second of some.slice(index))
        if (fits(sum([first, second].map(parts.usage)), limitsOf(scope)))
          for (const trial of trialsOf(this.land, [first, second], everythingOnTwo)) this.note([first, second], trial);
  }
}

const describe = (state: State, key: string): string => stateOf(state, { kind: kindOf(key), key });

/** Surveys a scope with nothing late: every part that can come about, and every cell of it. */
export function survey(model: Model, scope: Scope): Atlas {
  const land: Land = { model, parts: new Parts(), scope, time: PROMPT };
  const survey = new Survey(land);
  survey.run();
  const { origins, ways, reachable } = survey;
  const leftOut = new Map([...survey.leftOut].filter(([cell]) => !reachable.has(cell)));
  return { land, origins, ways, reachable, leftOut };
}
