// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Preferring what was rare so far: of several operations that would do, the one that has happened least.
import type { Operation } from '../spec';
import { cellOf, type Model, type State } from '../model';
import type { Preference } from './preference';

/**
 * Counts the cells and clauses that chosen operations are expected to come to, over all programs that it chooses for. Both
 * count alike: a new cell of a clause that every program meets is worth less than an old one of a clause that few do, or
 * programs would try every argument of the first calls and never get on.
 */
export class Rarity implements Preference {
  private readonly seen = new Map<string, number>();

  constructor(
    private readonly model: Model,
    readonly draws: number,
    readonly share: number,
  ) {}

  choose(state: State, operations: readonly Operation[]): Operation | undefined {
    let best: { readonly operation: Operation; readonly keys: readonly string[]; readonly rank: number } | undefined;
    for (const operation of operations) {
      const keys = this.keysOf(state, operation);
      const rank = this.rank(keys);
      if (best === undefined || rank < best.rank) best = { operation, keys, rank };
    }
    for (const key of best?.keys ?? []) this.seen.set(key, (this.seen.get(key) ?? 0) + 1);
    return best?.operation;
  }

  /** Of what the model expects first, as the generator goes on. */
  private keysOf(state: State, operation: Operation): readonly string[] {
    const [transition] = this.model.step(state, operation);
    return transition === undefined ? [] : [cellOf(state, operation, transition), transition.clause];
  }

  private rank([cell = '', clause = '']: readonly string[]): number {
    return (this.seen.get(cell) ?? 0) + (this.seen.get(clause) ?? 0);
  }
}
