// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The lock validator (kernel/locking/lockdep.c): classes of locks, and in which order they were taken.
import { type Lock, type Task } from './task';

/** What was held when a lock of another class was taken, and by whom. */
interface Dependency {
  readonly task: string;
  readonly by: string;
}

export class Lockdep {
  /** For each class those that were taken while one of it was held. Few locks nest, so the graph comes late. */
  private after: Map<string, Map<string, Dependency>> | undefined;

  constructor(private readonly splat: (headline: string, details: readonly string[]) => void) {}

  /** lock_acquire(): before it waits, since it may wait for ever. */
  acquire(task: Task, lock: Lock, by: string): void {
    if (task.held.length > 0) this.validate(task, lock, by);
    task.held.push(lock);
  }

  /** lock_release() */
  release(task: Task, lock: Lock): void {
    const index = task.held.lastIndexOf(lock);
    if (index < 0) this.splat('WARNING: bad unlock balance detected! at mutex_unlock', [`${task.name} does not hold ${lock.lockClass}`]);
    else task.held.splice(index, 1);
  }

  /** validate_chain() */
  private validate(task: Task, lock: Lock, by: string): void {
    for (const { lockClass } of task.held) {
      if (lockClass === lock.lockClass) {
        this.splat('WARNING: possible recursive locking detected', [
          `${task.name} is trying to acquire lock ${lock.lockClass} in ${by}, and holds ${lockClass} already`,
        ]);
        continue;
      }
      const path = this.path(lock.lockClass, lockClass);
      if (path !== undefined) this.reportCircle(task, lockClass, lock.lockClass, by, path);
      this.remember(lockClass, lock.lockClass, { task: task.name, by });
    }
  }

  private remember(held: string, taken: string, dependency: Dependency): void {
    this.after ??= new Map();
    const known = this.after.get(held) ?? new Map<string, Dependency>();
    this.after.set(held, known);
    if (!known.has(taken)) known.set(taken, dependency);
  }

  /** check_noncircular(): a chain of dependencies between the classes, as lines of a report. */
  private path(from: string, to: string, seen = new Set<string>()): readonly string[] | undefined {
    if (from === to) return [];
    seen.add(from);
    for (const [next, { task, by }] of this.after?.get(from) ?? []) {
      if (seen.has(next)) continue;
      const rest = this.path(next, to, seen);
      if (rest !== undefined) return [`${next} was taken under ${from} by ${task} in ${by}`, ...rest];
    }
    return undefined;
  }

  /** print_circular_bug() */
  private reportCircle(task: Task, held: string, taken: string, by: string, path: readonly string[]): void {
    this.splat('WARNING: possible circular locking dependency detected', [
      `${task.name} is trying to acquire lock ${taken} in ${by}, and holds ${held}`,
      ...path,
    ]);
  }
}
