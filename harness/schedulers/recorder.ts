// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Remembers what another strategy picked, so that any run can be shown and run again.
import { Names } from './names';
import { type Schedule, scheduleOf } from './schedule';
import { type Divergence, type Runnable, type Strategy } from './strategy';

/** Steps are kept as numbers in one array that grows with the longest run, and made readable only when asked for. */
export class Recorder implements Strategy {
  private readonly names = new Names();
  private readonly picked: number[] = [];
  private count = 0;
  private total = 0;
  private contested = false;

  constructor(private readonly inner: Strategy) {}

  get name(): string {
    return this.inner.name;
  }

  begin(): boolean {
    this.count = 0;
    this.contested = false;
    return this.inner.begin();
  }

  pick(runnable: readonly Runnable[]): number {
    const index = this.inner.pick(runnable);
    if (runnable.length > 1) this.contested = true;
    this.picked[this.count++] = this.names.idOf(runnable[index]?.name ?? '');
    return index;
  }

  end(): void {
    this.total += this.count;
    this.inner.end();
  }

  /** Steps of all runs so far. */
  get steps(): number {
    return this.total;
  }

  /** Whether the last run had a choice anywhere. */
  get raced(): boolean {
    return this.contested;
  }

  get divergence(): Divergence | undefined {
    return this.inner.divergence;
  }

  /** The last run. */
  get schedule(): Schedule {
    return scheduleOf(this.picked.slice(0, this.count).map((id) => this.names.nameOf(id)));
  }
}
