// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Runs one schedule again, step by step, and notices when that is not possible.
import { type Schedule, stepsOf } from './schedule';
import { type Divergence, type Runnable, type Strategy } from './strategy';

export class Replay implements Strategy {
  readonly name = 'replay';
  divergence: Divergence | undefined;
  private readonly steps: number;
  private step = 0;
  private slice = 0;
  private within = 0;
  private begun = false;

  constructor(private readonly schedule: Schedule) {
    this.steps = stepsOf(schedule);
  }

  begin(): boolean {
    if (this.begun) return false;
    return (this.begun = true);
  }

  /** From a divergence on anything goes: the run has to end somehow. */
  pick(runnable: readonly Runnable[]): number {
    const wanted = this.next();
    this.step++;
    if (this.divergence !== undefined) return 0;
    for (let index = 0; index < runnable.length; index++) if (runnable[index]?.name === wanted) return index;
    this.divergence = { step: this.step - 1, wanted, runnable: runnable.map(({ name }) => name) };
    return 0;
  }

  end(): void {
    if (this.divergence === undefined && this.step < this.steps)
      this.divergence = { step: this.step, wanted: this.next(), runnable: [] };
  }

  private next(): string | undefined {
    const current = this.schedule[this.slice];
    if (current === undefined) return undefined;
    if (++this.within >= current.steps) {
      this.slice++;
      this.within = 0;
    }
    return current.thread;
  }
}
