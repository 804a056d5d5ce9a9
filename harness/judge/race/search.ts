// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Wing and Gong's search for an order of the atomic steps that explains a recording, with Lowe's memory of situations
// that led nowhere. An operation may begin once all that returned before it was invoked have ended.
import { type ClauseId } from '../../../spec';
import {
  deferred,
  liveBindings,
  situationText,
  steps,
  withKernel,
  withoutHandles,
  withoutLogs,
  worldOf,
  type Ending,
  type Situation,
  type Taken,
} from '../../../model/race';
import { Table, type Model } from '../../../model';
import { match, type Bindings } from '../../../model/pattern';
import { lastUses } from './last-uses';
import { Overlap } from './overlap';
import type { RecordedHistory, RecordedOperation } from './recorded';

/** One operation in the order that was found, and the clause by which its outcome came about. */
export interface Placed {
  readonly recorded: RecordedOperation;
  readonly clause: ClauseId;
}

/** An operation that could have ended next, and what it would have had to come to. */
export interface Stuck {
  readonly recorded: RecordedOperation;
  readonly ending: Ending;
}

export interface Furthest {
  readonly order: readonly Placed[];
  readonly stuck: readonly Stuck[];
  readonly bindings: Bindings;
}

export type Found =
  | { readonly kind: 'allowed'; readonly order: readonly Placed[] }
  | ({ readonly kind: 'not allowed' } & Furthest)
  | ({ readonly kind: 'unknown' } & Furthest);

/** Counts down; the search ends with `unknown` when nothing is left. */
export interface Budget {
  readonly spend: () => boolean;
}

interface Node {
  readonly situation: Situation;
  readonly bindings: Bindings;
  readonly ended: number;
  readonly before?: Node;
  readonly placed?: Placed;
}

export class Search {
  private readonly overlap: Overlap;
  private readonly total: number;
  private readonly seen = new Set<string>();
  private readonly unused: ReadonlyMap<RecordedOperation, readonly string[]>;
  private furthest: Node;
  private stuck: Stuck[] = [];

  constructor(
    private readonly model: Model,
    history: RecordedHistory,
    private readonly budget: Budget,
  ) {
    this.overlap = new Overlap(history);
    this.total = history.filter(({ outcome }) => outcome !== undefined).length;
    this.unused = lastUses(this.overlap.recorded);
    const threads = this.overlap.threads.map(() => ({ position: 0 }));
    this.furthest = { situation: { world: worldOf(model.initial), threads }, bindings: Table.empty(), ended: 0 };
  }

  *run(): Generator<void, Found> {
    const stack: Node[] = [this.furthest];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (node.ended === this.total) return { kind: 'allowed', order: orderOf(node) };
      if (!this.budget.spend()) return { kind: 'unknown', ...this.report() };
      yield;
      // What is pushed last is tried first: the operation that returned first, and the workers after all threads.
      for (const next of this.successors(node).reverse()) if (this.isNew(next)) stack.push(next);
    }
    return { kind: 'not allowed', ...this.report() };
  }

  private report(): Furthest {
    return { order: orderOf(this.furthest), stuck: this.stuck, bindings: this.furthest.bindings };
  }

  private isNew({ situation, bindings }: Node): boolean {
    const ids = [...bindings.keys].sort();
    const text = `${situationText(situation)} ${ids.map((key) => `${key}=${String(bindings.get(key))}`).join()}`;
    if (this.seen.has(text)) return false;
    this.seen.add(text);
    return true;
  }

  private successors(node: Node): Node[] {
    const { situation } = node;
    const next = this.enabled(situation).flatMap((thread) => this.moves(node, thread));
    for (const kernel of deferred(situation.world.kernel))
      next.push({ ...node, situation: { ...situation, world: withKernel(situation.world, kernel) } });
    return next;
  }

  /** Threads that may take a step, those first whose operation returned first. */
  private enabled({ threads }: Situation): readonly number[] {
    const current = threads.map(({ position }, thread) => this.overlap.recorded[thread]?.[position]);
    const deadline = Math.min(...current.map((recorded) => recorded?.returned ?? Infinity));
    return [...threads.keys()]
      .filter((thread) => {
        const invoked = current[thread]?.invoked;
        return invoked !== undefined && (threads[thread]?.inside !== undefined || invoked <= deadline);
      })
      .sort((a, b) => (current[a]?.returned ?? 0) - (current[b]?.returned ?? 0));
  }

  private moves(node: Node, thread: number): Node[] {
    const recorded = this.overlap.recorded[thread]?.[node.situation.threads[thread]?.position ?? 0];
    if (recorded === undefined) return [];
    return steps(this.model, this.overlap, node.situation, thread).flatMap((taken): readonly Node[] => {
      if (taken.ending === undefined) return [{ ...node, situation: this.quiet(taken) }];
      return this.ended(node, recorded, taken, taken.ending);
    });
  }

  private ended(node: Node, recorded: RecordedOperation, taken: Taken, ending: Ending): readonly Node[] {
    const bound = recorded.outcome === undefined ? node.bindings : fits(ending, recorded.outcome, node.bindings);
    if (bound === undefined) {
      this.misfit(node, { recorded, ending });
      return [];
    }
    const { world, threads } = this.quiet(taken);
    const kernel = withoutHandles(world.kernel, this.unused.get(recorded) ?? []);
    const next: Node = {
      situation: { world: withKernel(world, kernel), threads },
      bindings: liveBindings(bound, kernel),
      ended: node.ended + (recorded.outcome === undefined ? 0 : 1),
      before: node,
      placed: { recorded, clause: ending.clause },
    };
    if (next.ended > this.furthest.ended) {
      this.furthest = next;
      this.stuck = [];
    }
    return [next];
  }

  private misfit(node: Node, stuck: Stuck): void {
    const known = this.stuck.some(
      ({ recorded, ending }) => recorded === stuck.recorded && JSON.stringify(ending) === JSON.stringify(stuck.ending),
    );
    if (node.ended === this.furthest.ended && !known) this.stuck.push(stuck);
  }

  private quiet({ situation }: Taken): Situation {
    if (this.overlap.logsAreRead) return situation;
    const { world, threads } = situation;
    return { world: withKernel(world, withoutLogs(world.kernel)), threads };
  }
}

function fits(ending: Ending, outcome: NonNullable<RecordedOperation['outcome']>, bindings: Bindings) {
  if (ending.ret !== outcome.ret) return undefined;
  if (ending.value === undefined) return outcome.value === undefined ? bindings : undefined;
  return match(ending.value, outcome.value, bindings);
}

function orderOf(node: Node): readonly Placed[] {
  const order: Placed[] = [];
  for (let each: Node | undefined = node; each !== undefined; each = each.before)
    if (each.placed !== undefined && each.placed !== order.at(-1)) order.push(each.placed);
  return order.reverse();
}
