// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// States as multisets of parts. An operation changes only the parts whose objects it names, so what it does to them is
// found once, by the model, and looked up ever after (compare local transition caching in LTSmin's PINS).
import type { Transition } from '../../model';
import type { Operation } from '../../spec';
import type { PartId } from './parts';
import { NOTHING, type Usage } from './scope';
import { landing, trialsOf, type Alphabet, type Land, type Landing } from './trials';

/** One thing that can happen to some parts, within the scope. */
export interface Step {
  /** Absent for what happens on its own. */
  readonly operation?: Operation;
  readonly transition: Pick<Transition, 'clause' | 'ret'>;
  /** The parts that come in the place of the old ones; absent when nothing changes. */
  readonly parts?: readonly PartId[];
  readonly growth: Usage;
}

export class Space {
  private readonly memo = new Map<string, readonly Step[]>();

  constructor(
    readonly land: Land,
    private readonly alphabet: Alphabet,
  ) {}

  /** What can happen to these parts together: operations that name an object of each; for none, those that name nothing. */
  steps(ids: readonly PartId[]): readonly Step[] {
    const key = ids.join(' ');
    const known = this.memo.get(key);
    if (known !== undefined) return known;
    const steps = [...this.late(ids), ...this.called(ids)];
    this.memo.set(key, steps);
    return steps;
  }

  private *late(ids: readonly PartId[]): Generator<Step> {
    if (ids.length !== 1) return;
    const { state } = this.land.parts.compose(ids);
    for (const { clause, next } of this.land.time.steps(state)) {
      const to = landing(this.land, ids, state, { clause, next });
      if (to.kind !== 'outside') yield { transition: { clause, ret: 0 }, ...change(to) };
    }
  }

  private *called(ids: readonly PartId[]): Generator<Step> {
    for (const { operation, state, transitions } of trialsOf(this.land, ids, this.alphabet))
      for (const transition of transitions) {
        const to = landing(this.land, ids, state, transition);
        const { clause, ret } = transition;
        if (to.kind !== 'outside') yield { operation, transition: { clause, ret }, ...change(to) };
      }
  }
}

const change = (to: Exclude<Landing, { kind: 'outside' }>): Pick<Step, 'parts' | 'growth'> =>
  to.kind === 'same' ? { growth: NOTHING } : to;
