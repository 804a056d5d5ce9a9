// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// States as multisets of parts. An operation changes only the parts whose objects it names, so what it does to them is
// found once, by the model, and looked up ever after (compare local transition caching in LTSmin's PINS).
import type { ClauseId, Operation } from '../../spec';
import type { PartId } from './parts';
import { NOTHING, type Usage } from './scope';
import { landing, trialsOf, type Alphabet, type Land, type Landing } from './trials';

/** One way in which some parts change, within the scope. */
export interface Step {
  /** Name of the operation; absent for what happens on its own. */
  readonly op?: string;
  /** The module that it names, where it names no object: it has to be absent. */
  readonly absent?: string;
  readonly clause: ClauseId;
  readonly ret: number;
  /** The parts that come in the place of the old ones. */
  readonly parts: readonly PartId[];
  /** What that adds to the usage of the scope. */
  readonly growth: Usage;
}

/** What can happen to some parts: the changes, and how many operations change nothing. */
export interface Steps {
  readonly changes: readonly Step[];
  readonly idle: number;
}

export class Space {
  private readonly memo = new Map<string, Steps>();
  private readonly growths = new Map<string, Usage>();

  constructor(
    readonly land: Land,
    private readonly alphabet: Alphabet,
  ) {}

  /**
   * What can happen to these parts together, by operations that name an object of each of them. Operations that name
   * nothing are all kept for the empty list, since they may need a module to be absent.
   */
  steps(ids: readonly PartId[]): Steps {
    const key = ids.join(' ');
    const known = this.memo.get(key);
    if (known !== undefined) return known;
    const all = [...this.late(ids), ...this.called(ids)];
    const changes = ids.length === 0 ? all : all.filter(({ parts }) => parts !== ids);
    const steps = { changes, idle: all.length - changes.length };
    this.memo.set(key, steps);
    return steps;
  }

  private *late(ids: readonly PartId[]): Generator<Step> {
    if (ids.length !== 1) return;
    const { state } = this.land.parts.compose(ids);
    for (const { clause, next } of this.land.time.steps(state)) {
      const to = landing(this.land, ids, state, { clause, next });
      if (to.kind !== 'outside') yield { clause, ret: 0, ...this.change(ids, to) };
    }
  }

  private *called(ids: readonly PartId[]): Generator<Step> {
    for (const { operation, state, transitions } of trialsOf(this.land, ids, this.alphabet))
      for (const transition of transitions) {
        const to = landing(this.land, ids, state, transition);
        const { clause, ret } = transition;
        if (to.kind !== 'outside') yield { ...named(operation), clause, ret, ...this.change(ids, to) };
      }
  }

  /** Few growths are different, and many steps have each. */
  private change(ids: readonly PartId[], to: Exclude<Landing, { kind: 'outside' }>): Pick<Step, 'parts' | 'growth'> {
    if (to.kind === 'same') return { parts: ids, growth: NOTHING };
    const key = to.growth.join(' ');
    const growth = this.growths.get(key) ?? to.growth;
    this.growths.set(key, growth);
    return { parts: to.parts, growth };
  }
}

function named({ op, args }: Operation): Pick<Step, 'op' | 'absent'> {
  const name = args['name'];
  return typeof name === 'string' ? { op, absent: name } : { op };
}
