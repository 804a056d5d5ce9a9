// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Several strategies in turn, a run each: none of them is best at every kind of race.
import { type Divergence, type Runnable, type Strategy } from './strategy';

export class Portfolio implements Strategy {
  readonly name = 'portfolio';
  private turn = -1;
  private current: Strategy | undefined;

  constructor(readonly members: readonly Strategy[]) {}

  /** Those that are through with all their schedules are passed over. */
  begin(): boolean {
    for (let tried = 0; tried < this.members.length; tried++) {
      this.turn = (this.turn + 1) % this.members.length;
      this.current = this.members[this.turn];
      if (this.current?.begin() === true) return true;
    }
    return false;
  }

  pick(runnable: readonly Runnable[]): number {
    return this.current === undefined ? 0 : this.current.pick(runnable);
  }

  end(): void {
    this.current?.end();
  }

  get divergence(): Divergence | undefined {
    return this.current?.divergence;
  }
}
