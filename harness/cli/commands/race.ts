// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// `race`: operations at once, on many schedules or in many rounds, judged by all that their order allows.
import { performance } from 'node:perf_hooks';
import { Option, type Command } from 'commander';
import { inTurn } from '../../platform/in-turn';
import { MAX_THREADS, MIN_THREADS } from '../../../generators/text';
import { runRaceCampaign, SHRINKING, type RaceCampaignOptions } from '../../campaign/race/campaign';
import { raceOracleFor, type RaceSource } from '../../campaign/race/specification';
import { STRATEGY_NAMES, type StrategyName } from '../../campaign/race/strategies';
import { formatRaceJson } from '../../reporters/race/json';
import { formatRaceMarkdown } from '../../reporters/race/markdown';
import { raceProgress } from '../../reporters/race/progress';
import { formatRaceReport } from '../../reporters/race/terminal';
import { harmless } from '../../platform/harmless';
import { UsageError } from '../../errors';
import { addBoundsFlags, addSeedFlag, boundsFrom, seedFrom, type CampaignFlags } from '../campaign-flags';
import { exitOfRaces } from '../exit';
import { interruptible } from '../interruptible';
import type { Io } from '../io';
import { adapterOf, addAdapterFlags, addProfileFlag, styleFor, type AdapterFlags } from '../options';
import { readRace } from '../race-file';
import { replayOfRace } from '../replay-race';
import { prepareDirectory } from '../save';
import { saveRaces } from '../save-races';
import { tryWriting, writeText } from '../text-file';
import { oneOf, wholeNumber } from '../values';

interface RaceFlags extends AdapterFlags, CampaignFlags {
  readonly profile: string;
  readonly races?: number;
  readonly schedules: number;
  readonly threads?: number;
  readonly scheduler: StrategyName;
  readonly preemptions: number;
  readonly pairs?: boolean;
  readonly hazards?: boolean;
  readonly markdown?: string;
}

/** Generated races, unless a time budget says when to end. */
const RACES = 100;

export function addRace(program: Command, io: Io, done: (code: number) => void): void {
  const command = program
    .command('race')
    .description('run operations at once, judge every result by all that are allowed, and print a verdict')
    .argument('[FILE...]', 'races, a column a thread; without any, races are generated');
  addSeedFlag(addProfileFlag(addAdapterFlags(command, { races: true })), 'races and schedules')
    .addOption(
      new Option(
        '--races <N>',
        `how many races to generate (default: ${RACES}, or as many as the time budget allows)`,
      ).argParser(wholeNumber('--races', 1)),
    )
    .addOption(
      new Option(
        '--rounds, --schedules <N>',
        'how often to run each: schedules where threads are controlled, else rounds, and some more with windows held open',
      )
        .argParser(wholeNumber('--rounds', 1))
        .default(1000),
    )
    .addOption(
      new Option('--threads <N>', 'only races of so many threads').argParser(
        wholeNumber('--threads', MIN_THREADS, MAX_THREADS),
      ),
    )
    .addOption(
      new Option('--scheduler <NAME>', `who controls the threads: ${STRATEGY_NAMES.join(', ')}`)
        .argParser(oneOf('--scheduler', STRATEGY_NAMES))
        .default('portfolio'),
    )
    .addOption(
      new Option('--preemptions <N>', 'most preemptions of the exhaustive search')
        .argParser(wholeNumber('--preemptions', 0, 100))
        .default(2),
    )
    .option('--pairs', 'run the pairs of operations whose legal outcomes are listed')
    .option('--hazards', 'also generate what is known to crash some kernel');
  addBoundsFlags(command, 'finding to a file that replay runs, with its schedule')
    .option('--markdown <FILE>', 'also write the report as Markdown')
    .action(async (files: readonly string[], _options: unknown, self: Command) => {
      done(await race(files, self.optsWithGlobals<RaceFlags>(), io));
    });
}

async function race(files: readonly string[], flags: RaceFlags, io: Io): Promise<number> {
  const seed = seedFrom(flags, io);
  const source = await sourceOf(files, flags, seed);
  const { verbose = false, quiet = false, profile } = flags;
  const progress = raceProgress(io.stderr, { live: io.live, verbose, quiet });
  const adapter = adapterOf(flags, progress.note);
  if (flags.save !== undefined) prepareDirectory(flags.save);
  if (flags.markdown !== undefined) tryWriting(flags.markdown);
  progress.note(`seed ${seed}`);
  return await interruptible(io, async (signal) => {
    const report = await runRaceCampaign(optionsOf(flags, source, seed), {
      adapter,
      oracle: (implementation, door) => raceOracleFor(implementation, door, { profile, source }),
      now: () => performance.now(),
      signal,
      onEvent: progress.onEvent,
    }).finally(progress.stop);
    const style = styleFor(flags, io);
    io.stdout.write(
      flags.json === true
        ? formatRaceJson(report)
        : formatRaceReport(report, { style, verbose, replay: (index) => replayOfRace(flags, report, index) }),
    );
    if (flags.save !== undefined) saveRaces(flags.save, report);
    if (flags.markdown !== undefined) writeText(flags.markdown, harmless(formatRaceMarkdown(report)));
    return exitOfRaces(report);
  });
}

async function sourceOf(files: readonly string[], flags: RaceFlags, seed: number): Promise<RaceSource> {
  const { pairs = false, threads, races, hazards = false } = flags;
  if (pairs && files.length > 0) throw new UsageError('--pairs has races of its own', 'either files or --pairs');
  if ((pairs || files.length > 0) && (threads !== undefined || races !== undefined))
    throw new UsageError('--races and --threads are about generated races', 'neither files nor --pairs');
  if (hazards && (pairs || files.length > 0))
    throw new UsageError('--hazards is about generated races', 'neither files nor --pairs');
  if (pairs) return { kind: 'pairs' };
  if (files.length > 0) return { kind: 'given', races: await inTurn(files, readRace) };
  return { kind: 'generated', seed, hazards, ...(threads === undefined ? {} : { threads }) };
}

function optionsOf(flags: RaceFlags, { kind }: RaceSource, seed: number): RaceCampaignOptions {
  const { timeBudget, scheduler, preemptions, schedules: rounds } = flags;
  const endless = kind !== 'generated' || timeBudget !== undefined;
  return {
    seed,
    races: flags.races ?? (endless ? Number.MAX_SAFE_INTEGER : RACES),
    rounds,
    scheduler,
    preemptions,
    ...boundsFrom(flags),
    shrinking: SHRINKING,
  };
}
