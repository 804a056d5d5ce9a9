// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The uniform random walk: every thread that could go on is as likely as any other.
import { Random } from './random';
import { type Runnable, type Strategy } from './strategy';

/** Good at races where one step has to fall into one gap; hopeless where a thread has to be slow all the way. */
export class Uniform implements Strategy {
  readonly name = 'uniform';
  private readonly random: Random;

  constructor(seed: number) {
    this.random = new Random(seed);
  }

  begin(): boolean {
    return true;
  }

  pick(runnable: readonly Runnable[]): number {
    return runnable.length === 1 ? 0 : this.random.below(runnable.length);
  }

  end(): void {
    // Runs have nothing to do with each other.
  }
}
