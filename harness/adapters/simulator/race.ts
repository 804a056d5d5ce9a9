// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Runs a race on a kernel of its own: threads of one process, each step of which a scheduler decides.
import { hasReturned, isStuck, type Operation, type RaceHistory, type RaceProgram, type Step } from '../../../spec';
import { type Faults } from './faults';
import { boot } from './kernel/boot';
import { stackOf } from './kernel/context';
import { type Core } from './kernel/core';
import { type RaceScheduler, Sched } from './kernel/sched';
import { type Awaited, Task, type ThreadInfo } from './kernel/task';
import { after, type Thread } from './kernel/thread';
import { DEFAULT_VERSION, type KernelVersion } from './kernel/version';
import { reset } from './reset';
import { describe } from './describe';
import { carryOut, endOf, entriesOf } from './run';
import { Process } from './syscalls/process';
import { type Entry } from './syscalls/table';

export type { RaceScheduler } from './kernel/sched';
export type { ThreadInfo } from './kernel/task';

/** What one round of a race showed, and the schedule that it took: the thread of each step, and where it stood. */
export interface RaceRun {
  readonly history: RaceHistory;
  readonly schedule: readonly ThreadInfo[];
}

/** An operation with what carries it out. */
interface Line {
  readonly entry: Entry;
  readonly operation: Operation;
}

/**
 * The prefix runs alone and nothing that it puts off is done yet; with the threads the scheduler decides that too, and
 * so it does during the suffix, which thread `T0` runs. Times are steps. The same race on the same kernel under the
 * same decisions has the same history, always.
 */
export function runRace(
  race: RaceProgram,
  faults: Faults,
  scheduler: RaceScheduler,
  version: KernelVersion = DEFAULT_VERSION,
): RaceRun {
  const [first, last] = [linesOf(race.prefix), linesOf(race.suffix)];
  const threads = race.threads.map(linesOf);
  const process = new Process(boot(faults, version));
  const { core } = process.kernel;
  core.remembers = true;
  const prefix: Step[] = [];
  for (const { entry, operation } of first) {
    const step = carryOut(process, entry, operation);
    prefix.push(timed(core.clock, core.clock, step));
  }
  const sched = new Sched(core, scheduler, () => describe(process));
  core.share(sched);
  const steps = race.threads.map((): Step[] => []);
  const suffix: Step[] = [];
  // Whoever died, or sleeps for ever, may hold locks, and its process does nothing more.
  if (!hasEnded(prefix)) {
    runThreads(process, sched, threads, steps);
    if (last.length > 0 && !steps.some(hasEnded)) runThreads(process, sched, [last], [suffix], 'T0');
  }
  for (const task of sched.runAll()) core.hung(task);
  core.unshare();
  const history = { prefix, threads: steps, suffix };
  const isOver = [prefix, ...steps, suffix].some((part) => part.some(({ outcome }) => isStuck(outcome)));
  const { residue, stuck } = isOver ? { residue: [] } : reset(process.kernel);
  const over = stuck === undefined ? {} : { stuck: { stack: stuck } };
  return { history: { ...history, residue, ...over }, schedule: sched.schedule };
}

/** What a task that could go on and does not would wait for. */
const NOBODY: Awaited = { what: 'its turn', passes: false };

const linesOf = (operations: readonly Operation[]): readonly Line[] =>
  entriesOf(operations).map((entry, index) => ({ entry, operation: operations[index] as Operation }));

const hasEnded = (steps: readonly Step[]): boolean => steps.some(({ outcome }) => !hasReturned(outcome));

const timed = (start: number, end: number, step: Step): Step => ({ ...step, start, end });

/** Runs the threads until all have ended; those who cannot end are reported. */
function runThreads(
  process: Process,
  sched: Sched,
  threads: readonly (readonly Line[])[],
  steps: readonly Step[][],
  name?: string,
): void {
  const { core } = process.kernel;
  const tasks = threads.map((lines, index) => {
    const task = new Task(name ?? `T${index + 1}`, 'caller');
    task.point = lines[0]?.operation.op ?? '';
    sched.start(task, callsOf(process, lines, steps[index] ?? []));
    return task;
  });
  for (const task of sched.run(tasks)) {
    steps[tasks.indexOf(task)]?.push(withLog(core, task.began, { stuck: stackOf(task, task.waitsFor ?? NOBODY) }));
  }
}

/** A thread of the process: one system call after the other, until one kills it. */
function* callsOf(process: Process, lines: readonly Line[], steps: Step[]): Thread {
  const { core } = process.kernel;
  const task = core.current;
  for (const { entry, operation } of lines) {
    if (steps.length > 0) yield operation.op;
    task.doing = operation.op;
    task.began = core.clock;
    const outcome = yield* outcomeOf(process, entry, operation);
    while (task.files.length > 0) yield* after(task.files.pop()?.fput(), 0);
    steps.push(withLog(core, task.began, outcome));
    if (!hasReturned(outcome)) return;
  }
}

function* outcomeOf(process: Process, entry: Entry, operation: Operation): Thread<Step['outcome']> {
  try {
    const call = entry.handle(process, operation);
    return 'ret' in call ? call : yield* call;
  } catch (error) {
    const outcome = endOf(error);
    if (outcome === undefined) throw error;
    return outcome;
  }
}

/** Who ends first tells what the log says by then, whoever caused it. */
function withLog(core: Core, start: number, outcome: Step['outcome']): Step {
  const log = core.takeLog();
  return log.length === 0 ? { outcome, start, end: core.clock } : { outcome, start, end: core.clock, log };
}
