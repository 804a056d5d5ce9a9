// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Uniform over interleavings: a thread is as likely as it has steps left.
import { Names } from './names';
import { Random } from './random';
import { type Runnable, type Strategy } from './strategy';

/**
 * Of all interleavings of threads with r1, r2, … steps left, the share that goes on with thread i is ri / (r1 + r2 + …),
 * so that choice makes every interleaving as likely as any other (after H. Zhao et al., "Selectively uniform
 * concurrency testing", ASPLOS 2025). How many steps a thread has is what it had at most so far; the first run, which
 * knows nothing, is a uniform walk.
 */
export class Urw implements Strategy {
  readonly name = 'urw';
  private readonly random: Random;
  private readonly names = new Names();
  private readonly estimate: number[] = [];
  private readonly taken: number[] = [];
  private readonly weights: number[] = [];

  constructor(seed: number) {
    this.random = new Random(seed);
  }

  begin(): boolean {
    this.taken.fill(0);
    return true;
  }

  pick(runnable: readonly Runnable[]): number {
    let total = 0;
    for (let index = 0; index < runnable.length; index++) total += this.weigh(runnable[index], index);
    let draw = runnable.length === 1 ? 0 : this.random.below(total);
    let chosen = 0;
    while (draw >= (this.weights[chosen] ?? total)) draw -= this.weights[chosen++] ?? 0;
    const id = this.names.idOf(runnable[chosen]?.name ?? '');
    this.taken[id] = (this.taken[id] ?? 0) + 1;
    return chosen;
  }

  end(): void {
    for (let id = 0; id < this.names.size; id++)
      this.estimate[id] = Math.max(this.estimate[id] ?? 0, this.taken[id] ?? 0);
  }

  private weigh(thread: Runnable | undefined, index: number): number {
    const id = this.names.idOf(thread?.name ?? '');
    const left = Math.max(1, (this.estimate[id] ?? 0) - (this.taken[id] ?? 0));
    this.weights[index] = left;
    return left;
  }
}
