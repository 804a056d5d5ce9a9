// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// `run`: a bounded campaign against one adapter that ends in a verdict.
import { performance } from 'node:perf_hooks';
import { Option, type Command } from 'commander';
import { DEFAULTS } from '../../../generators';
import { TOUR_SCOPE, tourScope, type Scope } from '../../../generators/explore';
import type { ProfileName } from '../../../spec';
import type { Demand } from '../../coverage/demand';
import { oracleFor, tourOracleFor, type OracleOptions } from '../../campaign/oracle';
import { programLength } from '../../campaign/program-length';
import { readCorpus } from '../../campaign/corpus';
import { ownCrashes } from '../../judge/known/crash-list';
import type { KnownDeviation } from '../../judge/known/deviation';
import { runsKernel } from '../../adapters';
import { runCampaign } from '../../campaign/campaign';
import type { CampaignReport } from '../../campaign/report';
import { formatJson } from '../../reporters/json';
import { progressReporter } from '../../reporters/progress';
import { formatReport } from '../../reporters/terminal';
import { addBoundsFlags, addSeedFlag, boundsFrom, seedFrom, type CampaignFlags } from '../campaign-flags';
import { demand } from '../demand-flag';
import { EXIT, exitOfReport } from '../exit';
import { interruptible } from '../interruptible';
import type { Io } from '../io';
import {
  adapterOf,
  addAdapterFlags,
  addJobsFlag,
  addProfileFlag,
  quoted,
  retype,
  styleFor,
  type AdapterFlags,
} from '../options';
import { repeatable } from '../repeats';
import { checkScope, formatScope, parseScope, scopeHelp } from '../scope';
import { ownKnownList, readKnownList } from '../known-file';
import { prepareDirectory, savedName, saveCounterexamples } from '../save';
import { UsageError } from '../../errors';
import { share, wholeNumber } from '../values';

interface RunFlags extends AdapterFlags, CampaignFlags {
  readonly profile: string;
  readonly programs: number;
  readonly maxOps?: number;
  readonly misuse: number;
  readonly hazards?: boolean;
  readonly corpus: boolean;
  readonly demand?: readonly Demand[];
  readonly tour?: boolean;
  readonly scope?: Scope;
  /** A list of the user's, or false. */
  readonly known?: string | false;
}

export function addRun(program: Command, io: Io, done: (code: number) => void): void {
  const command = program
    .command('run')
    .description('generate programs, run them, judge every outcome, and print a verdict');
  addSeedFlag(addProfileFlag(addJobsFlag(addAdapterFlags(command))), 'the programs')
    .addOption(
      new Option('--runs, --programs <N>', 'how many programs to run')
        .argParser(wholeNumber('--programs', 1))
        .default(2000),
    )
    .addOption(
      new Option(
        '--max-ops <N>',
        `most operations in a program (default: ${String(DEFAULTS.maxOperations)}, or what pays on a guest)`,
      ).argParser(wholeNumber('--max-ops', 1, 1000)),
    )
    .addOption(
      new Option('--misuse <SHARE>', 'share of operations made wrong on purpose')
        .argParser(share('--misuse'))
        .default(DEFAULTS.misuse),
    )
    .option('--no-corpus', 'do not begin with the witness of each clause')
    .option('--hazards', 'also generate what is known to crash some kernel')
    .addOption(
      repeatable(
        new Option(
          '--demand <DEMAND>',
          `CLAUSE>=SHARE: exit ${EXIT.misses} unless the clause (or each, with *) decides that share of operations (repeatable)`,
        ).argParser(demand),
      ),
    )
    .addOption(
      new Option(
        '--tour',
        'in the place of random programs, those that have every reachable cell of a scope',
      ).conflicts(['programs', 'maxOps', 'misuse', 'hazards']),
    )
    .addOption(
      new Option('--scope <BOUNDS>', `scope of the tour (default: ${formatScope(TOUR_SCOPE)})`).argParser(parseScope),
    )
    .option('--known <FILE>', "the kernel's known deviations (default: harness/judge/known/lists, for a real kernel)")
    .option('--no-known', 'report known deviations like any other');
  addBoundsFlags(command, 'counterexample to a file that replay runs')
    .addHelpText('after', `\n${scopeHelp()}`)
    .action(async (_options: unknown, self: Command) => done(await run(self.optsWithGlobals<RunFlags>(), io)));
}

async function run(flags: RunFlags, io: Io): Promise<number> {
  const { programs, tour, source } = programsOf(flags);
  const seed = seedFrom(flags, io);
  const { verbose = false, quiet = false } = flags;
  const progress = progressReporter(io.stderr, { live: io.live, verbose, quiet });
  const adapter = adapterOf(flags, progress.note);
  if (flags.save !== undefined) prepareDirectory(flags.save);
  progress.note(`seed ${seed}`);

  const deviations = await deviationsOf(flags);
  const { profile, maxOps: maxOperations = programLength(adapter), misuse, hazards = false } = flags;
  const options = { ...DEFAULTS, profile, seed, maxOperations, misuse, hazards, ...source, deviations };
  return await interruptible(io, async (signal) => {
    const report = await runCampaign(
      { seed, programs, demands: flags.demand ?? [], ...boundsFrom(flags) },
      {
        adapter,
        oracle: (implementation, door) =>
          tour === undefined
            ? oracleFor(implementation, options, door)
            : tourOracleFor(implementation, { ...options, tour }, door, signal),
        ...(flags.known === false ? {} : { crashes: ownCrashes }),
        now: () => performance.now(),
        signal,
        onEvent: progress.onEvent,
      },
    ).finally(progress.stop);
    io.stdout.write(
      flags.json === true
        ? formatJson(report)
        : formatReport(report, { style: styleFor(flags, io), verbose, replay: replayOf(flags, report) }),
    );
    if (flags.save !== undefined) saveCounterexamples(flags.save, report);
    return exitOfReport(report);
  });
}

/** The tour and nothing else, or random programs after the witnesses. */
function programsOf({ tour, scope, corpus, programs, demand: demands }: RunFlags): {
  readonly programs: number;
  readonly tour?: (profile: ProfileName) => Scope;
  readonly source: Pick<OracleOptions, 'corpus'>;
} {
  if (tour === true && demands !== undefined)
    throw new UsageError('--demand is about random programs, and --tour runs none', 'one of the two');
  if (tour === true && scope?.depth !== undefined)
    throw new UsageError('a tour goes as deep as its scope needs', '--scope without depth');
  if (tour === true) return { programs: 0, tour: (profile) => scopeFor(profile, scope), source: {} };
  if (scope !== undefined)
    throw new UsageError('--scope says nothing without --tour', '--tour --scope modules=1,maps=2');
  return { programs, source: corpus ? { corpus: readCorpus } : {} };
}

/** A simulated kernel is known for nothing: it follows the specification. */
async function deviationsOf({
  known,
  adapter,
}: RunFlags): Promise<(profile: ProfileName) => readonly KnownDeviation[]> {
  if (typeof known === 'string') {
    const list = await readKnownList(known);
    return () => list;
  }
  return known !== false && runsKernel(adapter) ? ownKnownList : () => [];
}

function scopeFor(profile: ProfileName, scope: Scope = tourScope(profile)): Scope {
  checkScope(scope, profile);
  return scope;
}

/** The command that runs a counterexample again, from its file or from what the reader pastes. */
const replayOf =
  (flags: RunFlags, report: CampaignReport) =>
  (position: number): string => {
    const found = report.counterexamples[position];
    const file =
      flags.save === undefined || found === undefined ? 'FILE' : quoted(savedName(flags.save, report, found));
    const command = `struct-ops-conformance replay ${file} ${retype(flags)}`;
    return flags.save === undefined ? `${command} (FILE being the program as it stands above)` : command;
  };
