// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A session whose every step is a command.
import type { Program, Step } from '../../../spec';
import type { Implementation, Ran, Session } from '../../adapter';
import { Unavailable } from '../../errors';
import { causeFrom } from '../../interruption';
import { requireFit, type Lack } from '../../premises/premise';
import { within } from '../../premises/within';
import { Bench, Inexpressible, ShellLost, succeeded, type Places } from './bench';
import { expresses, OPERATION_NAMES } from './expresses';
import { releaseIn } from './release';
import { linksOfOthers, reset } from './reset';
import type { Shell } from './shell';
import { STEPS } from './steps/table';

/** Modules that earlier runs may have left. */
const ALL_MODULES = ['soc_a', 'soc_b', 'soc_n'];

/** Cleans the machine behind the shell, and asks it who it is. Throws `Unavailable` when there is no bpftool. */
export async function openBpftool(shell: Shell, places: Places, troubles: readonly string[] = []): Promise<Session> {
  const bench = new Bench(shell, places);
  try {
    requireFit(shell.lacks ?? []);
    const version = await bench.exec('bpftool', 'version');
    const kernel = await bench.exec('uname', '-rv');
    if (!succeeded(version)) throw new Unavailable(`bpftool does not run: ${version.stderr.trim()}`, 'bpftool version');
    await reset(bench, ALL_MODULES);
    const implementation: Implementation = {
      name: 'bpftool',
      version: /v(\S+)/.exec(version.stdout)?.[1] ?? 'unknown',
      kernel: releaseIn(kernel.stdout),
    };
    return within(new BpftoolSession(implementation, shell, places, await linksOfOthers(bench), troubles));
  } catch (error) {
    await shell[Symbol.asyncDispose]();
    if (error instanceof ShellLost) throw new Unavailable(error.message, 'struct-ops-conformance doctor');
    throw error;
  }
}

class BpftoolSession implements Session {
  readonly operations = OPERATION_NAMES;
  readonly expresses = expresses;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    readonly implementation: Implementation,
    private readonly shell: Shell,
    private readonly places: Places,
    private readonly foreignLinks: ReadonlySet<number>,
    readonly troubles: readonly string[],
  ) {
    this.lacks = shell.lacks ?? [];
  }

  readonly lacks: readonly Lack[];

  async *run(programs: readonly Program[]): AsyncGenerator<Ran> {
    for (const program of programs) {
      const ran = await this.next(program);
      yield ran;
      if (ran.kind === 'lost') return;
    }
  }

  /** One program at a time, whoever else reads results: they share the machine. */
  private next(program: Program): Promise<Ran> {
    const ran = this.turn.then(() => this.runOne(program));
    this.turn = ran;
    return ran;
  }

  private async runOne(program: Program): Promise<Ran> {
    const bench = new Bench(this.shell, this.places, this.foreignLinks);
    try {
      const ran = await carryOut(bench, program);
      const residue = await reset(bench);
      if (ran.kind === 'refused') return { ...ran, program };
      return { kind: 'history', program, history: { steps: ran.steps, residue } };
    } catch (error) {
      if (!(error instanceof ShellLost)) throw error;
      const { cause, reason } = error.ending;
      const log = this.shell.tail();
      return { kind: 'lost', program, cause: causeFrom(cause, log), reason, log };
    }
  }

  [Symbol.asyncDispose](): PromiseLike<void> {
    return this.shell[Symbol.asyncDispose]();
  }
}

type CarriedOut =
  { readonly kind: 'done'; readonly steps: readonly Step[] } | { readonly kind: 'refused'; readonly reason: string };

async function carryOut(bench: Bench, { operations }: Program): Promise<CarriedOut> {
  const steps: Step[] = [];
  for (const [index, operation] of operations.entries()) {
    const step = STEPS.get(operation.op);
    try {
      if (step === undefined || !expresses(operation)) throw new Inexpressible('there is no command for it');
      const outcome = await step.carryOut(bench, operation);
      const log = bench.takeLog();
      steps.push(log.length === 0 ? { outcome } : { outcome, log });
    } catch (error) {
      if (!(error instanceof Inexpressible)) throw error;
      return { kind: 'refused', reason: `operation ${index + 1} (${operation.op}): ${error.message}` };
    }
  }
  return { kind: 'done', steps };
}
