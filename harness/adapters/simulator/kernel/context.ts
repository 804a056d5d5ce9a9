// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Who executes the kernel's code just now, what time it is, who else there is, and the kernel log.
import { Lockdep } from './lockdep';
import { Oops, Stuck } from './oops';
import { type Awaited, Task } from './task';
import { type Thread } from './thread';

/** Who has the tasks where there are several. */
export interface Tasks {
  start(task: Task, thread: Thread): void;
  wake(task: Task): void;
  /** Blocks the current task until all that was put off is done. */
  waitForWorkers(by: string): Thread;
}

/** Memory of an object, for those who look for leaks. */
export interface Allocation {
  readonly isFreed: boolean;
  readonly struct: string;
  history(now: string): readonly string[];
}

export class Context {
  private readonly main = new Task('T0', 'caller');
  /** The task that executes the code: current. */
  current = this.main;
  /** Steps of simulated time. */
  clock = 0;
  /** Whether others can come in between: threads yield at every point where that would matter. */
  preemptible = false;
  tasks: Tasks | undefined;
  /** Whether system calls hold no files; only a fault does not. */
  forgetsFiles = false;
  /** Everything that was ever allocated. */
  readonly allocations: Allocation[] = [];
  /** Whether objects keep their history for reports. */
  remembers = false;
  readonly lockdep = new Lockdep((headline, details) => this.splat(headline, details));
  private log: string[] = [];

  /** From now on there are several tasks. */
  share(tasks: Tasks): void {
    this.tasks = tasks;
    this.preemptible = true;
    this.remembers = true;
  }

  /** One task alone is left. */
  unshare(): void {
    this.current = this.main;
    this.tasks = undefined;
    this.preemptible = false;
  }

  /** Carries a call out with nobody else running. Grace periods are over at once; a lock that is taken stays so. */
  complete<T>(thread: Thread<T>): T {
    for (;;) {
      const step = thread.next();
      if (step.done === true) return step.value;
      this.current.point = step.value;
      this.waitAlone();
    }
  }

  /** The end of a wait when nobody else runs: either time is all that it takes, or it never ends. */
  waitAlone(): void {
    const { current } = this;
    const { waitsFor } = current;
    current.waitsFor = undefined;
    if (waitsFor?.passes !== false) return;
    if (current.kind === 'caller') throw new Stuck(stackOf(current, waitsFor));
    throw new Oops(this.hung(current, waitsFor));
  }

  /** check_hung_task(): `task` will never get what it waits for. */
  hung(task: Task, waitsFor = task.waitsFor): string {
    const line = `INFO: task ${task.name} blocked for more than 120 seconds.`;
    this.splat(line, [`${task.doing} waits for ${waitsFor?.what ?? 'nothing'}`]);
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

  /** Logs a fault of the kernel itself and gives up what it was doing. */
  oops(line: string): never {
    this.log.push(`BUG: ${line}`);
    throw new Oops(line);
  }

  /** Logs what a sanitizer found, and goes on. */
  splat(headline: string, details: readonly string[]): void {
    this.log.push(headline, ...details);
  }

  /** Kernel log lines since the last call. */
  takeLog(): readonly string[] {
    if (this.log.length === 0) return NOTHING;
    const lines = this.log;
    this.log = [];
    return lines;
  }
}

const NOTHING: readonly string[] = [];

/** As /proc/PID/stack and a list of held locks would tell it. */
export const stackOf = ({ doing, point }: Task, { what, holder }: Awaited): readonly string[] => [
  point === '' ? `${doing} waits for ${what}` : point,
  ...(holder === undefined ? [] : [`${what} is held by ${holder}`]),
];
