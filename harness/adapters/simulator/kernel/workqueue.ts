// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Work that the kernel puts off: workqueue items and RCU callbacks, until a scheduler lets them run.

export interface PendingWork {
  /** The kernel's function that is called later. */
  readonly what: string;
  readonly run: () => void;
}

export class Workqueue {
  private readonly items: PendingWork[] = [];

  get pending(): number {
    return this.items.length;
  }

  /** queue_work(): some worker will run it, not necessarily in order. */
  queueWork(what: string, run: () => void): void {
    this.items.push({ what, run });
  }

  /** call_rcu(): runs after a grace period, which in a simulation is no different from a worker's delay. */
  callRcu(what: string, run: () => void): void {
    this.items.push({ what, run });
  }

  /** Takes an item out of the queue; undefined when there is none of that index. */
  take(index: number): PendingWork | undefined {
    return index === 0 ? this.items.shift() : this.items.splice(index, 1)[0];
  }
}
