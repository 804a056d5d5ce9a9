// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Runs one program on a kernel of its own.
import { type History, isCrash, isStuck, type Operation, type Outcome, type Program, type Step } from '../../../spec';
import { type Faults } from './faults';
import { boot } from './kernel/boot';
import { Oops, Stuck } from './kernel/oops';
import { type Kernel } from './kernel/kernel';
import { DEFAULT_VERSION, type KernelVersion } from './kernel/version';
import { reset } from './reset';
import { type Scheduler } from './scheduler';
import { complete } from './syscalls/handler';
import { Process } from './syscalls/process';
import { type Entry, SYSCALL_TABLE } from './syscalls/table';

/** An operation that this simulator does not know; the session reports the program as refused. */
export class UnknownOperation extends Error {
  override readonly name = 'UnknownOperation';

  constructor(readonly op: string) {
    super(`the simulator has no operation ${op}`);
  }
}

/** The same program on the same kernel with the same scheduler has the same history, always. */
export function runProgram(
  program: Program,
  faults: Faults,
  scheduler: Scheduler,
  version: KernelVersion = DEFAULT_VERSION,
): History {
  const entries = entriesOf(program.operations);
  const process = new Process(boot(faults, version));
  scheduler.begin();
  const steps: Step[] = [];
  for (let index = 0; index < entries.length; index++) {
    const entry = entries[index] as Entry;
    scheduler.operation(entry.code);
    yieldPoint(process.kernel, scheduler);
    const step = carryOut(process, entry, program.operations[index] as Operation);
    steps.push(step);
    // Whoever made the call will do nothing more.
    if (isStuck(step.outcome)) return { steps, residue: [] };
    // Whoever made the call is dead, and may have died with locks held.
    if (isCrash(step.outcome)) return { steps, residue: reset(process.kernel).residue };
  }
  return { steps, ...reset(process.kernel) };
}

/** What carries each operation out; all must be known before the first one runs. */
export const entriesOf = (operations: readonly Operation[]): readonly Entry[] =>
  operations.map(({ op }) => {
    const entry = SYSCALL_TABLE.get(op);
    if (entry === undefined) throw new UnknownOperation(op);
    return entry;
  });

/** Where another thread of the kernel may come in: now only workers and RCU callbacks do. */
export function yieldPoint(kernel: Kernel, scheduler: Scheduler): void {
  const { core } = kernel;
  while (core.work.pending > 0) {
    const index = scheduler.next(core.work.pending);
    if (index === undefined) return;
    core.runWork(index);
  }
}

/** One operation with nobody else running. */
export function carryOut(process: Process, entry: Entry, operation: Operation): Step {
  const { core } = process.kernel;
  core.clock++;
  core.current.doing = operation.op;
  try {
    return withLog(process.kernel, { outcome: complete(process.kernel.core, entry.handle(process, operation)) });
  } catch (error) {
    const outcome = endOf(error);
    if (outcome === undefined) throw error;
    return withLog(process.kernel, { outcome });
  }
}

/** What becomes of a system call that the kernel cannot finish; undefined when that is not what was thrown. */
export function endOf(thrown: unknown): Outcome | undefined {
  if (thrown instanceof Oops) return { crashed: 'SIGSEGV' };
  return thrown instanceof Stuck ? { stuck: thrown.where } : undefined;
}

function withLog(kernel: Kernel, step: Step): Step {
  const log = kernel.core.takeLog();
  return log.length === 0 ? step : { ...step, log };
}
