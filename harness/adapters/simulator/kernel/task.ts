// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// struct task_struct: who executes kernel code, where it stands, and what it must not do or leave behind.
import { type Call, type Thread } from './thread';

/** What a scheduler is told of a thread that could run. */
export interface ThreadInfo {
  /** `T1` to `T4` are the callers; the others are `kworker` and `rcu`, with a number. */
  readonly name: string;
  /** Where it stands: the kernel's function, and what it is about to do. */
  readonly point: string;
}

/** Something to wait for: a lock, a grace period, the end of other tasks. */
export interface Awaited {
  /** As a report of a hung task tells it. */
  readonly what: string;
  /** Whether time alone ends the wait. */
  readonly passes: boolean;
  /** Who has it, of what somebody has. */
  readonly holder?: string | undefined;
}

/** A lock, as lockdep sees it. */
export interface Lock {
  /** Locks of one class are taken under the same rules. */
  readonly lockClass: string;
}

/** What is let go when a system call ends. */
export interface Reference {
  fput(): Call<void>;
}

/** System calls, workqueue items, and RCU callbacks, which run in a softirq and may never sleep. */
export type TaskKind = 'caller' | 'kworker' | 'softirq';

export class Task implements ThreadInfo {
  point = '';
  /** What it executes where there are several tasks, and as which of them it was started. */
  thread: Thread | undefined;
  order = 0;
  /** What it does, for the history of objects: a system call, or the function of a work item. */
  doing = '';
  /** When its system call began. */
  began = 0;
  waitsFor: Awaited | undefined;
  /** What it holds, the oldest first: held_locks. */
  readonly held: Lock[] = [];
  /** Files that its system call refers to, from fdget() to fdput(): they stay open that long. */
  readonly files: Reference[] = [];
  /** rcu_read_lock_nesting, for each flavour of RCU. */
  readonly nesting = [0, 0, 0];

  constructor(
    readonly name: string,
    readonly kind: TaskKind,
  ) {}

  /** Whether it is not allowed to sleep. Programs under RCU tasks may be preempted, and may not sleep either. */
  get mayNotSleep(): boolean {
    return this.kind === 'softirq' || this.nesting[0] !== 0;
  }
}
