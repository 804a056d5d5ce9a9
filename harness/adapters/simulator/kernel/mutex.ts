// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// struct mutex (kernel/locking/mutex.c): one owner, and the others wait.
import { type Context } from './context';
import { type Awaited, type Task } from './task';
import { type Thread } from './thread';

export class Mutex implements Awaited {
  readonly passes = false;
  private owner: Task | undefined;
  /** The system call or work in which it was taken. */
  private takenIn = '';
  private waiters: Task[] | undefined;

  constructor(
    private readonly context: Context,
    /** Its class, as lockdep counts: locks of one class are taken under the same rules. */
    readonly lockClass: string,
  ) {}

  get what(): string {
    return this.lockClass;
  }

  get holder(): string | undefined {
    return this.owner && `${this.owner.name}, which took it in ${this.takenIn}`;
  }

  /**
   * __mutex_trylock_fast(): with nobody to come in between a lock is free, unless whoever had it died. Where there are
   * others it never succeeds, so that {@link lock} lets them go first, and lockdep sees it.
   */
  tryLock(): boolean {
    if (this.context.preemptible || this.owner !== undefined) return false;
    this.own();
    return true;
  }

  /** mutex_lock(), called by the kernel's function `by`, after {@link tryLock} has failed. */
  *lock(by: string): Thread {
    const { context } = this;
    context.mightSleep(by);
    if (context.preemptible) yield `${by}: lock ${this.lockClass}`;
    context.lockdep.acquire(context.current, this, by);
    while (this.owner !== undefined) {
      (this.waiters ??= []).push(context.current);
      context.current.waitsFor = this;
      yield `${by}: wait for ${this.lockClass}`;
    }
    this.own();
  }

  private own(): void {
    const { current } = this.context;
    this.owner = current;
    this.takenIn = current.doing;
  }

  /** mutex_unlock(): those who waited try again, whoever comes first. */
  unlock(): void {
    const { context } = this;
    if (context.preemptible || context.current.held.length > 0 || this.owner === undefined)
      context.lockdep.release(context.current, this);
    this.owner = undefined;
    if (this.waiters === undefined) return;
    for (const task of this.waiters) context.tasks?.wake(task);
    this.waiters = undefined;
  }
}
