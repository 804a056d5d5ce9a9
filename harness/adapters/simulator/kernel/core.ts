// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What every part of the simulated kernel shares: version, planted faults, who is running, deferred work, the log.
import { type Faults } from '../faults';
import { Lockdep } from './lockdep';
import { Oops } from './oops';
import { Rcu } from './rcu';
import { type Sched } from './sched';
import { type SlabObject } from './slab';
import { Task } from './task';
import { type Features } from './version';
import { Workqueue } from './workqueue';

export class Core {
  /** Everything that was ever allocated. */
  readonly objects: SlabObject[] = [];
  readonly rcu = new Rcu(this);
  readonly lockdep = new Lockdep((headline, details) => this.splat(headline, details));
  readonly work = new Workqueue(this);
  private readonly main = new Task('T0', 'caller');
  /** Who executes the code. */
  current = this.main;
  /** Steps of simulated time. */
  clock = 0;
  /** Whether others can come in between: threads yield at every point where that would matter. */
  preemptible = false;
  /** Who has the threads, when there are several. */
  sched: Sched | undefined;
  /** Whether objects keep their history for reports. A kernel without a fault and without threads has none to make. */
  remembers: boolean;
  private log: string[] = [];

  constructor(
    readonly faults: Faults,
    readonly features: Features,
  ) {
    this.remembers = faults.any;
  }

  /** From now on there are threads, and whatever is pending is one of them. */
  begin(sched: Sched): void {
    this.sched = sched;
    this.preemptible = true;
    this.remembers = true;
    this.work.startAll();
  }

  /** One thread alone is left. */
  end(): void {
    this.current = this.main;
    this.sched = undefined;
    this.preemptible = false;
  }

  /** Logs a fault of the kernel itself and gives up what it was doing. */
  oops(line: string): never {
    this.log.push(`BUG: ${line}`);
    throw new Oops(line);
  }

  /** Logs what a sanitizer found, and goes on. */
  splat(headline: string, details: readonly string[]): void {
    this.log.push(headline, ...details);
  }

  /** check_hung_task(): `task` will never get what it waits for. */
  hung(task: Task): string {
    const line = `INFO: task ${task.name} blocked for more than 120 seconds.`;
    this.splat(line, [`${task.doing} waits for ${task.waitsFor?.what ?? 'nothing'}`]);
    return line;
  }

  /** might_sleep() */
  mightSleep(by: string): void {
    const { current } = this;
    if (!current.mayNotSleep) return;
    this.splat(`BUG: sleeping function called from invalid context in ${by}`, [
      `in_atomic(): ${Number(current.kind === 'softirq')}, RCU nest depth: ${current.nesting[0]}, ${current.name} for ${current.doing}`,
    ]);
  }

  /** Kernel log lines since the last call. */
  takeLog(): readonly string[] {
    if (this.log.length === 0) return NOTHING;
    const lines = this.log;
    this.log = [];
    return lines;
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

const NOTHING: readonly string[] = [];
