// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Several threads in one kernel: at each step somebody outside picks the one that goes on.
import { type Context, type Tasks } from './context';
import { Oops } from './oops';
import { type Awaited, type Task, type ThreadInfo } from './task';
import { type Thread } from './thread';

/** Decides each step of several threads. It must be deterministic: the same questions get the same answers. */
export interface RaceScheduler {
  /**
   * Index of the thread that takes the next step, among those that could; they come in the order of their start. `state`
   * describes the system, for those who ask.
   */
  pick(runnable: readonly ThreadInfo[], state?: () => readonly string[]): number;
}

export class Sched implements Tasks {
  /** The steps taken: which thread, and where it stood. */
  readonly schedule: ThreadInfo[] = [];
  private readonly all: Task[] = [];
  private readonly runnable: Task[] = [];
  private idlers: Task[] = [];

  constructor(
    private readonly context: Context,
    private readonly scheduler: RaceScheduler,
    private readonly describe?: () => readonly string[],
  ) {}

  /** kthread_create(), wake_up_process() */
  start(task: Task, thread: Thread): void {
    task.thread = thread;
    task.order = this.all.length;
    this.all.push(task);
    if (task.waitsFor === undefined) this.runnable.push(task);
  }

  /** wake_up_process() */
  wake(task: Task): void {
    task.waitsFor = undefined;
    let index = this.runnable.length;
    while (index > 0 && (this.runnable[index - 1] as Task).order > task.order) index--;
    this.runnable.splice(index, 0, task);
  }

  /** Takes steps until all of these have ended, or until nobody can take any; those who cannot are returned. */
  run(tasks: readonly Task[]): readonly Task[] {
    while (this.runnable.length > 0 && tasks.some(isUnfinished)) this.step();
    return tasks.filter(isUnfinished);
  }

  /** Takes steps until everybody has ended. */
  runAll(): readonly Task[] {
    while (this.runnable.length > 0) this.step();
    return this.all.filter(isUnfinished);
  }

  /** Blocks the current task until all that was put off is done. */
  *waitForWorkers(by: string): Thread {
    while (this.hasWorkers) {
      const { current } = this.context;
      this.idlers.push(current);
      current.waitsFor = IDLE;
      yield `${by}: wait for workers`;
    }
  }

  private get hasWorkers(): boolean {
    return this.all.some((task) => task.kind !== 'caller' && isUnfinished(task));
  }

  private step(): void {
    const { context, runnable } = this;
    const task = runnable[this.scheduler.pick(runnable, this.describe)];
    if (task?.thread === undefined) throw new RangeError('the scheduler picked a thread that there is not');
    this.schedule.push({ name: task.name, point: task.point });
    context.clock++;
    context.current = task;
    const next = advance(task.thread);
    if (next === undefined) this.end(task);
    else task.point = next;
    if (task.waitsFor !== undefined) runnable.splice(runnable.indexOf(task), 1);
  }

  /** do_exit() */
  private end(task: Task): void {
    task.thread = undefined;
    this.runnable.splice(this.runnable.indexOf(task), 1);
    if (task.kind === 'caller' || this.idlers.length === 0 || this.hasWorkers) return;
    for (const idler of this.idlers.splice(0)) this.wake(idler);
  }
}

const isUnfinished = (task: Task): boolean => task.thread !== undefined;

const IDLE: Awaited = { what: 'all that was put off', passes: false };

/** Where the thread stands after one step; undefined when it has ended, or died. */
function advance(thread: Thread): string | undefined {
  try {
    const step = thread.next();
    return step.done === true ? undefined : step.value;
  } catch (error) {
    if (error instanceof Oops) return undefined;
    throw error;
  }
}
