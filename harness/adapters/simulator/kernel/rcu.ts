// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// RCU in simulated time: a grace period ends when the readers that there were at its beginning have ended.
import { type Context } from './context';
import { type Awaited, type Task } from './task';
import { type Thread } from './thread';

/**
 * Whom a grace period waits for: readers under rcu_read_lock(), tasks in a trampoline (RCU tasks), or tasks in a
 * program that may sleep (RCU tasks trace).
 */
export const FLAVOUR = { RCU: 0, TASKS: 1, TASKS_TRACE: 2 } as const;
export type Flavour = (typeof FLAVOUR)[keyof typeof FLAVOUR];

export class GracePeriod implements Awaited {
  readonly passes = true;

  constructor(
    readonly what: string,
    private readonly flavours: readonly Flavour[],
    /** Those it waits for still. */
    private readonly readers: Set<Task>,
    /** Who waits for its end. */
    readonly waiter: Task,
  ) {}

  get isOver(): boolean {
    return this.readers.size === 0;
  }

  /** A task has left its outermost section. */
  left(task: Task): void {
    if (this.flavours.every((flavour) => task.nesting[flavour] === 0)) this.readers.delete(task);
  }
}

export class Rcu {
  /** Tasks in some section; only kept where there are other tasks. */
  private readonly readers = new Set<Task>();
  private waiting: GracePeriod[] = [];

  constructor(private readonly context: Context) {}

  /** rcu_read_lock() and its kin. */
  readLock(...flavours: readonly Flavour[]): void {
    const task = this.context.current;
    for (const flavour of flavours) task.nesting[flavour] = (task.nesting[flavour] ?? 0) + 1;
    if (this.context.preemptible) this.readers.add(task);
  }

  readUnlock(...flavours: readonly Flavour[]): void {
    const task = this.context.current;
    for (const flavour of flavours) task.nesting[flavour] = (task.nesting[flavour] ?? 0) - 1;
    if (!this.context.preemptible) return;
    if (task.nesting.every((depth) => depth === 0)) this.readers.delete(task);
    for (const period of this.waiting) period.left(task);
    const over = this.waiting.filter(({ isOver }) => isOver);
    if (over.length === 0) return;
    this.waiting = this.waiting.filter(({ isOver }) => !isOver);
    for (const { waiter } of over) this.context.tasks?.wake(waiter);
  }

  /** synchronize_rcu(), synchronize_rcu_mult() */
  *synchronize(by: string, ...flavours: readonly Flavour[]): Thread {
    const { context } = this;
    context.mightSleep(by);
    context.current.waitsFor = this.begin(context.current, by, flavours);
    yield `${by}: wait for a grace period`;
  }

  /**
   * The grace period that `waiter` has to wait for from now on. Undefined where no reader is in the way: it may end at
   * any time, and the scheduler says when that is.
   */
  begin(waiter: Task, by: string, flavours: readonly Flavour[]): GracePeriod | undefined {
    const inTheWay = [...this.readers].filter((task) => flavours.some((flavour) => task.nesting[flavour] !== 0));
    if (this.context.preemptible && inTheWay.length === 0) return undefined;
    const period = new GracePeriod(`a grace period in ${by}`, flavours, new Set(inTheWay), waiter);
    if (this.context.preemptible) this.waiting.push(period);
    return period;
  }
}
