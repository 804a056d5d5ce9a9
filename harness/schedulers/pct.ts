// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// PCT: threads with random priorities, of which the running one loses its own at a few random steps.
import { Names } from './names';
import { Random } from './random';
import { type Runnable, type Strategy } from './strategy';

/** Steps that the first run is taken to have; from then on the longest run says it. */
const FIRST_GUESS = 64;
/** Initial priorities lie above all those that change points give. */
const INITIAL = 16;

/**
 * S. Burckhardt et al., "A randomized scheduler with probabilistic guarantees of finding bugs", ASPLOS 2010: of a
 * program with n threads and k steps, a bug that needs d ordering constraints is met by a schedule with a probability
 * of at least 1/(n k^(d-1)). What that comes to for the runs so far is {@link missed}.
 */
export class Pct implements Strategy {
  readonly name: string;
  private readonly random: Random;
  private readonly names = new Names();
  private readonly priorities: number[] = [];
  private readonly changes: number[] = [];
  private threads = 0;
  private step = 0;
  private longest = 0;
  private drawnFor = FIRST_GUESS;
  private logMissed = 0;
  private mostThreads = 0;

  constructor(
    readonly depth: number,
    seed: number,
  ) {
    this.name = `pct${depth}`;
    this.random = new Random(seed);
  }

  begin(): boolean {
    this.step = 0;
    this.threads = 0;
    this.priorities.fill(0);
    this.drawnFor = this.longest === 0 ? FIRST_GUESS : this.longest;
    for (let change = 0; change < this.depth - 1; change++) this.changes[change] = 1 + this.random.below(this.drawnFor);
    return true;
  }

  pick(runnable: readonly Runnable[]): number {
    let best = this.highest(runnable);
    this.step++;
    // The k-th change point gives priority k, below all that were there at the beginning.
    for (let change = 0; change < this.depth - 1; change++)
      if (this.changes[change] === this.step) {
        this.priorities[this.idOf(runnable[best])] = change + 1;
        best = this.highest(runnable);
      }
    return best;
  }

  end(): void {
    if (this.step > this.longest) this.longest = this.step;
    if (this.threads > this.mostThreads) this.mostThreads = this.threads;
    // A run that was longer than its change points were drawn for proves nothing.
    if (this.step <= this.drawnFor && this.threads > 0)
      this.logMissed += Math.log1p(-1 / (this.threads * this.drawnFor ** (this.depth - 1)));
  }

  /** The chance that all runs so far missed a bug of this depth which the program has, at most. */
  get missed(): number {
    return Math.exp(this.logMissed);
  }

  /** Most threads and most steps of a run: the n and the k of the bound. */
  get extent(): { readonly threads: number; readonly steps: number } {
    return { threads: this.mostThreads, steps: this.longest };
  }

  private highest(runnable: readonly Runnable[]): number {
    let best = 0;
    let most = -1;
    for (let index = 0; index < runnable.length; index++) {
      const priority = this.priorities[this.idOf(runnable[index])] ?? 0;
      if (priority > most) {
        most = priority;
        best = index;
      }
    }
    return best;
  }

  /** Threads that turn up in the middle of a run get their place among the others at random, too. */
  private idOf(thread: Runnable | undefined): number {
    const id = this.names.idOf(thread === undefined ? '' : thread.name);
    if ((this.priorities[id] ?? 0) === 0) {
      this.priorities[id] = INITIAL + this.random.word();
      this.threads++;
    }
    return id;
  }
}
