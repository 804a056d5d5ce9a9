// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Every result that a race may have: all interleavings of the atomic steps of its threads and of the kernel's workers.
import type { Operation, RaceProgram } from '../../spec';
import type { Model } from '../model';
import type { State } from '../state';
import { situationText, withoutLogs } from './canonical';
import { steps, type Situation, type Taken } from './machine';
import { Plan } from './plan';
import type { Surroundings } from './surroundings';
import type { Ending } from './stage';
import { ALONE, deferred } from './steps';
import { withKernel, worldOf } from './world';
import { AllowedResults } from './results';

/**
 * `all`: these results are allowed, and no others. `too many`: more situations than the budget allows; `unsupported`:
 * an operation stands in a thread that belongs before or after them. Of such a race nothing can be said.
 */
export type Allowance =
  | { readonly kind: 'all'; readonly results: AllowedResults; readonly situations: number }
  | { readonly kind: 'too many'; readonly situations: number }
  | { readonly kind: 'unsupported'; readonly reason: string };

export interface Exploring {
  /** Situations to look at before giving up. */
  readonly budget?: number;
  /** What must happen in no interleaving: the reason, when an operation may not run in a state. */
  readonly forbids?: (state: State, operation: Operation) => string | undefined;
  /** Which stages others may come between, where not those that `Plan` says they can tell apart. */
  readonly surroundings?: Surrounding;
}

/** What threads have to reckon with. */
export type Surrounding = (threads: readonly (readonly Operation[])[], logsAreRead: boolean) => Surroundings;

/** Situations that are looked at before the exploration gives up; two threads of three operations need some hundred. */
export const DEFAULT_BUDGET = 200_000;

/** A situation, with what the operations that have ended came to: numbers of endings, by place in the race. */
interface Node {
  readonly situation: Situation;
  readonly part: number;
  readonly endings: readonly number[];
}

/** The operations of a race in the order of its history: prefix, one thread after the other, suffix. */
export const operationsOf = ({ prefix, threads, suffix }: RaceProgram): readonly Operation[] => [
  ...prefix,
  ...threads.flat(),
  ...suffix,
];

/** Enumerates what a race may come to. Costs some ten milliseconds; what it returns serves any number of rounds. */
export function allowedResults(model: Model, race: RaceProgram, exploring: Exploring = {}): Allowance {
  const alone = race.threads.flat().find(({ op }) => ALONE.has(op));
  if (alone !== undefined) return { kind: 'unsupported', reason: `${alone.op} stands in a thread` };
  return new Exploration(model, race, exploring).run();
}

/** A part of the race, and where each of its threads starts in the history. */
interface Part {
  readonly plan: Surroundings;
  readonly starts: readonly number[];
}

class Exploration {
  private readonly parts: readonly Part[];
  private readonly logsAreRead: boolean;
  private readonly known: Ending[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly seen = new Set<string>();
  private readonly results = new Map<string, readonly number[]>();

  constructor(
    private readonly model: Model,
    private readonly race: RaceProgram,
    private readonly exploring: Exploring,
  ) {
    this.logsAreRead = operationsOf(race).some(({ op }) => op === 'module.log');
    this.parts = partsOf(race, this.logsAreRead, exploring.surroundings ?? planned);
  }

  run(): Allowance {
    const { budget = DEFAULT_BUDGET } = this.exploring;
    const blank = operationsOf(this.race).map(() => -1);
    const stack: Node[] = [
      this.enter({ situation: { world: worldOf(this.model.initial), threads: [] }, part: -1, endings: blank }),
    ];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (this.seen.size > budget) return { kind: 'too many', situations: this.seen.size };
      const reason = this.forbidden(node);
      if (reason !== undefined) return { kind: 'unsupported', reason };
      for (const next of this.successors(node)) if (this.isNew(next)) stack.push(next);
    }
    const vectors = [...this.results.values()].map((endings) => endings.map((number) => this.ending(number)));
    const results = new AllowedResults(operationsOf(this.race), vectors);
    return { kind: 'all', results, situations: this.seen.size };
  }

  /** Asked at each step of an operation: others may have changed what it will do since it began. */
  private forbidden({ situation, part }: Node): string | undefined {
    const { forbids } = this.exploring;
    if (forbids === undefined) return undefined;
    for (const [thread, { position, inside }] of situation.threads.entries()) {
      const operation = inside?.operation ?? this.parts[part]?.plan.threads[thread]?.[position];
      const reason = operation && forbids(situation.world.kernel, operation);
      if (reason !== undefined) return reason;
    }
    return undefined;
  }

  private isNew({ situation, part, endings }: Node): boolean {
    const text = `${String(part)} ${endings.join()} ${situationText(situation)}`;
    if (this.seen.has(text)) return false;
    this.seen.add(text);
    return true;
  }

  private *successors(node: Node): Generator<Node> {
    const part = this.parts[node.part];
    if (part === undefined) {
      this.results.set(node.endings.join(), node.endings);
      return;
    }
    const { situation } = node;
    let stuck = true;
    for (const kernel of deferred(situation.world.kernel))
      yield { ...node, situation: { ...situation, world: withKernel(situation.world, kernel) } };
    for (const thread of situation.threads.keys())
      for (const taken of steps(this.model, part.plan, situation, thread)) {
        stuck = false;
        yield this.taken(node, part, thread, taken);
      }
    if (!stuck) return;
    if (!hasEnded(part, situation)) throw new Error('every thread waits for another');
    yield this.enter(node);
  }

  /** The next part that has operations begins: its threads are at their first ones. */
  private enter(node: Node): Node {
    const part = node.part + 1;
    const threads = this.parts[part]?.plan.threads.map(() => ({ position: 0 })) ?? [];
    return { ...node, part, situation: { world: node.situation.world, threads } };
  }

  private taken(node: Node, { starts }: Part, thread: number, { situation, ending }: Taken): Node {
    const { world, threads } = situation;
    const quiet = this.logsAreRead ? situation : { world: withKernel(world, withoutLogs(world.kernel)), threads };
    if (ending === undefined) return { ...node, situation: quiet };
    const place = (starts[thread] ?? 0) + (node.situation.threads[thread]?.position ?? 0);
    return { ...node, situation: quiet, endings: node.endings.with(place, this.number(ending)) };
  }

  private number(ending: Ending): number {
    const text = JSON.stringify(ending);
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    this.numbers.set(text, this.known.length);
    return this.known.push(ending) - 1;
  }

  private ending(number: number): Ending {
    const ending = this.known[number];
    if (ending === undefined) throw new Error('an operation of the race has not ended');
    return ending;
  }
}

const planned: Surrounding = (threads, logsAreRead) => new Plan(threads, logsAreRead);

function partsOf(
  { prefix, threads, suffix }: RaceProgram,
  logsAreRead: boolean,
  surroundings: Surrounding,
): readonly Part[] {
  const starts: number[] = [];
  let start = prefix.length;
  for (const thread of threads) {
    starts.push(start);
    start += thread.length;
  }
  return [
    { plan: surroundings([prefix], logsAreRead), starts: [0] },
    { plan: surroundings(threads, logsAreRead), starts },
    { plan: surroundings([suffix], logsAreRead), starts: [start] },
  ];
}

const hasEnded = ({ plan }: Part, { threads }: Situation): boolean =>
  threads.every(({ position }, thread) => position === plan.threads[thread]?.length);
