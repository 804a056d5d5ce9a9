// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// `matrix`: the same campaign on several kernels, side by side.
import { performance } from 'node:perf_hooks';
import { Option, type Command } from 'commander';
import { DEFAULTS } from '../../../generators';
import type { Adapter } from '../../adapter';
import { runsKernel } from '../../adapters';
import { readCorpus } from '../../campaign/corpus';
import { oracleFor } from '../../campaign/oracle';
import { programLength } from '../../campaign/program-length';
import { runCampaign } from '../../campaign/campaign';
import { MAX_RECONNECTIONS } from '../../campaign/losses';
import type { CampaignEvent } from '../../campaign/options';
import type { Column } from '../../coverage/matrix/column';
import { ownCrashes } from '../../judge/known/crash-list';
import { matrixOf } from '../../coverage/matrix/matrix';
import { Interrupted, ProtocolError, Unavailable, UsageError } from '../../errors';
import { formatMatrixPage } from '../../reporters/matrix-markdown';
import { formatMatrix } from '../../reporters/matrix-text';
import { progressReporter } from '../../reporters/progress';
import { columnOf, columnWithout } from '../columns';
import { MAX_SEED } from '../campaign-flags';
import { EXIT, exitOfVerdicts } from '../exit';
import { interruptible } from '../interruptible';
import type { Io } from '../io';
import { ownKnownList } from '../known-file';
import { adapterOf, styleFor, addAccelFlag, addBpftoolFlag, addJobsFlag, settling, type GlobalFlags } from '../options';
import { repeatable } from '../repeats';
import { tryWriting, writeText } from '../text-file';
import { wholeNumber } from '../values';
import type { Accelerator } from '../../adapters/context';

interface MatrixFlags extends GlobalFlags {
  readonly adapter: string;
  readonly kernel: readonly string[];
  readonly accel?: Accelerator;
  readonly bpftool?: string;
  readonly jobs: number;
  readonly programs: number;
  readonly seed: number;
  readonly json?: boolean;
  readonly markdown?: string;
}

/** A column is a survey: it goes on after more violations than a run does. */
const MAX_FAILURES = 20;

export function addMatrix(program: Command, io: Io, done: (code: number) => void): void {
  const command = program
    .command('matrix')
    .description('run the same campaign on several kernels, and put them side by side clause by clause')
    .addOption(
      repeatable(new Option('--kernel <KERNEL>', 'a kernel, as run takes it (repeatable)'))
        .argParser((kernel, all: readonly string[]) => [...all, kernel])
        .default([]),
    )
    .option(
      '-a, --adapter <SPEC>',
      'how to reach the kernels: vm or bpftool; or simulator, of the kernels it has',
      'vm',
    );
  addBpftoolFlag(addJobsFlag(addAccelFlag(settling(command, { fallback: 'vm' }))))
    .addOption(
      new Option('--programs <N>', 'how many programs to run on each')
        .argParser(wholeNumber('--programs', 1))
        .default(2000),
    )
    .addOption(
      new Option('--seed <N>', 'seed of the programs').argParser(wholeNumber('--seed', 0, MAX_SEED)).default(1),
    )
    .option('--json', 'print one JSON document')
    .option('--markdown <FILE>', 'write the page of docs/ as well')
    .action(async (_options: unknown, self: Command) => done(await matrix(self.optsWithGlobals<MatrixFlags>(), io)));
}

async function matrix(flags: MatrixFlags, io: Io): Promise<number> {
  if (flags.kernel.length === 0)
    throw new UsageError('matrix needs kernels', '--kernel debian:6.1 --kernel debian:6.12 --kernel debian:7.3');
  const { verbose = false, quiet = false } = flags;
  const progress = progressReporter(io.stderr, { live: io.live, verbose, quiet });
  // What one of them is refused for should not cost the campaigns of the others.
  const adapters = flags.kernel.map((kernel) => ({ kernel, adapter: adapterOf({ ...flags, kernel }, progress.note) }));
  if (flags.markdown !== undefined) tryWriting(flags.markdown);
  return await interruptible(io, async (signal) => {
    const columns: Column[] = [];
    for (const { kernel, adapter } of adapters) {
      if (signal.aborted) break;
      progress.note(`kernel ${kernel}`);
      columns.push(await column(kernel, adapter, flags, signal, progress.onEvent).finally(progress.stop));
    }
    const result = matrixOf(columns);
    io.stdout.write(
      flags.json === true
        ? `${JSON.stringify({ format: 1, ...result }, null, 2)}\n`
        : formatMatrix(result, styleFor(flags, io)),
    );
    if (flags.markdown !== undefined) writeText(flags.markdown, formatMatrixPage(result, commandOf(flags)));
    return signal.aborted ? EXIT.interrupted : exitOfVerdicts(columns.map(({ verdict }) => verdict));
  });
}

/** The campaign on one kernel. One that cannot be had or does not boot does not keep the others from being run. */
async function column(
  kernel: string,
  adapter: Adapter,
  { programs, seed, adapter: name }: MatrixFlags,
  signal: AbortSignal,
  onEvent: (event: CampaignEvent) => void,
): Promise<Column> {
  const maxOperations = programLength(adapter);
  const options = { ...DEFAULTS, maxOperations, profile: 'auto', seed, hazards: false, corpus: readCorpus };
  const deviations = runsKernel(name) ? { deviations: ownKnownList } : {};
  try {
    const report = await runCampaign(
      { seed, programs, maxFailures: MAX_FAILURES, maxReconnections: MAX_RECONNECTIONS },
      {
        adapter,
        oracle: (implementation, door) => oracleFor(implementation, { ...options, ...deviations }, door),
        crashes: ownCrashes,
        now: () => performance.now(),
        signal,
        onEvent,
      },
    );
    return columnOf(kernel, report);
  } catch (error) {
    if (error instanceof Interrupted) return columnWithout(kernel, error.message);
    if (error instanceof Unavailable) return columnWithout(kernel, error.reason);
    if (error instanceof ProtocolError || error instanceof UsageError) return columnWithout(kernel, error.message);
    throw error;
  }
}

const commandOf = ({ kernel, programs, seed, markdown = '' }: MatrixFlags): string =>
  [
    'struct-ops-conformance matrix',
    ...kernel.map((each) => `--kernel ${each}`),
    `--programs ${programs} --seed ${seed} --markdown ${markdown}`,
  ].join(' ');
