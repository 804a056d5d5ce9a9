// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A session with the simulator: programs run in this process, one after the other.
import { type History, isStuck, type Program, type RaceHistory, type RaceProgram } from '../../../spec';
import { type Implementation, type Loss, type RaceScheduler, type Ran, type Session } from '../../adapter';
import { type Faults } from './faults';
import { type KernelVersion } from './kernel/version';
import { runRace } from './race';
import { runProgram, UnknownOperation } from './run';
import { type Scheduler } from './scheduler';
import { SYSCALL_TABLE } from './syscalls/table';

export class SimulatorSession implements Session {
  readonly operations: ReadonlySet<string> = new Set(SYSCALL_TABLE.keys());

  constructor(
    readonly implementation: Implementation,
    private readonly faults: Faults,
    private readonly scheduler: Scheduler,
    private readonly version: KernelVersion,
  ) {}

  // eslint-disable-next-line @typescript-eslint/require-await -- the seam is asynchronous, and this side never waits
  async *run(programs: readonly Program[]): AsyncGenerator<Ran> {
    for (const program of programs) yield this.runOne(program);
  }

  /** What {@link run} yields for one program. */
  runOne(program: Program): Ran {
    try {
      const history = runProgram(program, this.faults, this.scheduler, this.version);
      const loss = lossIn(program, history);
      return loss === undefined ? { kind: 'history', program, history } : { kind: 'lost', program, ...loss };
    } catch (error) {
      if (!(error instanceof UnknownOperation)) throw error;
      return { kind: 'refused', program, reason: error.message };
    }
  }

  readonly play = (race: RaceProgram, scheduler: RaceScheduler): RaceHistory =>
    runRace(race, this.faults, scheduler, this.version).history;

  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }
}

/** A kernel with something in it that never returns is no use any more; undefined for one that went through the program. */
function lossIn({ operations }: Program, history: History): Loss | undefined {
  const number = history.steps.findIndex(({ outcome }) => isStuck(outcome));
  const step = history.steps[number];
  const stack = step !== undefined && isStuck(step.outcome) ? step.outcome.stuck : history.stuck;
  if (stack === undefined) return undefined;
  const what = step === undefined ? 'the reset' : `${operations[number]?.op ?? ''}, operation ${number + 1},`;
  const stuck = { ...(step === undefined ? {} : { operation: number }), stack };
  return { cause: 'stuck', reason: `${what} did not return`, log: step?.log ?? [], history, stuck };
}

export const implementationOf = (fault: string | undefined, { release }: KernelVersion): Implementation => ({
  name: fault === undefined ? 'simulator' : `simulator with ${fault}`,
  version: '1',
  kernel: release,
});
