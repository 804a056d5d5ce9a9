// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Work that the kernel puts off: workqueue items and RCU callbacks, until a scheduler lets them run.
import { type Context, type Tasks } from './context';
import { type Flavour, FLAVOUR, type Rcu } from './rcu';
import { Task, type TaskKind } from './task';
import { type Call, type Thread } from './thread';

interface PendingWork {
  /** The kernel's function that is called later. */
  readonly what: string;
  readonly task: Task;
  /** Begins it, or goes on with what was begun and waits. */
  readonly run: () => Call<void>;
}

export class Workqueue {
  private readonly items: PendingWork[] = [];
  /** Who does the work where nobody can come in between. */
  private readonly kworker = new Task('kworker', 'kworker');
  private readonly softirq = new Task('rcu', 'softirq');
  /** Workers get a number where there are several at once. */
  private workers = 0;

  constructor(
    private readonly context: Context,
    private readonly rcu: Rcu,
  ) {}

  get pending(): number {
    return this.items.length;
  }

  /** queue_work(): some worker will run it, not necessarily in order. */
  queueWork(what: string, run: () => Call<void>): void {
    const { tasks } = this.context;
    if (tasks === undefined) this.items.push({ what, task: this.kworker, run });
    else tasks.start(this.newTask('kworker', what), asThread(run));
  }

  /** call_rcu() and its kin: runs after a grace period, in a softirq, so that it must not sleep. */
  callRcu(what: string, run: () => void, ...flavours: readonly Flavour[]): void {
    const { tasks } = this.context;
    if (tasks === undefined) {
      this.items.push({ what, task: this.softirq, run });
      return;
    }
    const task = this.newTask('softirq', what);
    task.waitsFor = this.rcu.begin(task, what, flavours.length === 0 ? [FLAVOUR.RCU] : flavours);
    tasks.start(task, asThread(run));
  }

  /** Does one item with nobody in between, as far as it goes without a wait. */
  run(index: number): void {
    const work = index === 0 ? this.items.shift() : this.items.splice(index, 1)[0];
    if (work === undefined) return;
    const { task, what } = work;
    task.doing = what;
    this.context.current = task;
    const call = work.run();
    if (typeof call !== 'object' || call.next().done === true) return;
    this.context.waitAlone();
    this.items.push({ what, task, run: () => call });
  }

  /** Makes tasks of what is pending, for a scheduler that knows nothing else. */
  startAll(tasks: Tasks): void {
    for (const { what, task, run } of this.items.splice(0))
      tasks.start(this.newTask(task.kind, what), asThread(run));
  }

  private newTask(kind: TaskKind, what: string): Task {
    const task = new Task(`${kind === 'softirq' ? 'rcu' : 'kworker'}/${++this.workers}`, kind);
    task.doing = what;
    task.point = what;
    return task;
  }
}

function* asThread(run: () => Call<void>): Thread {
  const call = run();
  if (typeof call === 'object') yield* call;
}
