// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What every part of the simulated kernel shares: its version, planted faults, deferred work, and who is running.
import { type Faults } from '../faults';
import { Context, type Tasks } from './context';
import { Mutex } from './mutex';
import { Oops } from './oops';
import { Rcu } from './rcu';
import { type Features } from './version';
import { Workqueue } from './workqueue';

export class Core extends Context {
  readonly rcu = new Rcu(this);
  /** DEFINE_MUTEX(update_mutex) of kernel/bpf/bpf_struct_ops.c */
  readonly updateMutex = new Mutex(this, 'update_mutex');
  readonly work = new Workqueue(this, this.rcu);

  constructor(
    readonly faults: Faults,
    readonly features: Features,
  ) {
    super();
    // A kernel without a fault and without threads has nothing to report.
    this.remembers = faults.any;
    this.forgetsFiles = faults.has('file-not-held');
  }

  /** Whatever is pending becomes a task like the others. */
  override share(tasks: Tasks): void {
    super.share(tasks);
    this.work.startAll(tasks);
  }

  /** Runs one pending work; a worker that dies takes nobody with it. */
  runWork(index: number): void {
    const before = this.current;
    try {
      this.work.run(index);
    } catch (error) {
      if (!(error instanceof Oops)) throw error;
    } finally {
      this.current = before;
    }
  }

  /** Runs everything, including what it causes. */
  drain(): void {
    while (this.work.pending > 0) this.runWork(0);
  }
}
