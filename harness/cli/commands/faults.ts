// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// `faults`: the defects that the simulated kernel can be built with, and which of them the suite sees.
import { availableParallelism } from 'node:os';
import { Option, type Command } from 'commander';
import { nearest } from '../../../generators/text';
import { FAULTS, type Fault } from '../../adapters/simulator';
import { keptSizes } from '../../power/counterexamples';
import { survivorsOf, type Cell, type KillMatrix } from '../../power/matrix';
import { measureAll } from '../../power/measure-all';
import { formatPublished, PUBLISHED_FILE } from '../../power/published';
import { SEQUENTIAL_FAULTS } from '../../power/sequential';
import { STRATEGIES } from '../../power/strategies';
import type { Strategy } from '../../power/strategy';
import { formatFaults } from '../../reporters/faults';
import { formatKillMatrix, killMatrixMarkdown } from '../../reporters/kill-matrix';
import { UsageError } from '../../errors';
import { EXIT } from '../exit';
import { interruptible } from '../interruptible';
import type { Io } from '../io';
import { styleFor, type GlobalFlags } from '../options';
import { repeatable } from '../repeats';
import { wholeNumber } from '../values';
import { tryWriting, writeText } from '../text-file';

interface FaultsFlags extends GlobalFlags {
  readonly kill?: boolean;
  readonly strategy?: readonly Strategy[];
  readonly seeds: number;
  readonly limit: number;
  readonly jobs: number;
  readonly markdown?: string;
  readonly record?: string;
  readonly json?: boolean;
}

export function addFaults(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('faults')
    .description(
      'list the defects that the simulated kernel can be built with; with --kill, measure which of them are seen',
    )
    .argument('[NAME...]', 'only faults of these names, or whose names begin so')
    .option('--kill', 'hunt every fault with every strategy')
    .addOption(
      repeatable(
        new Option('--strategy <NAME>', `only this one (repeatable): ${names(STRATEGIES).join(', ')}`).argParser(
          (text: string, before?: readonly Strategy[]) => [...(before ?? []), strategyNamed(text)],
        ),
      ),
    )
    .addOption(
      new Option('--seeds <N>', 'hunts of a strategy that draws its programs')
        .argParser(wholeNumber('--seeds', 1, 1000))
        .default(5),
    )
    .addOption(
      new Option('--limit <N>', 'operations after which such a hunt is given up')
        .argParser(wholeNumber('--limit', 1))
        .default(20_000),
    )
    .addOption(
      new Option('--jobs <N>', 'threads that hunt')
        .argParser(wholeNumber('--jobs', 1, 64))
        .default(availableParallelism()),
    )
    .option('--markdown <FILE>', 'write the page for docs/ as well')
    .option('--record <FILE>', 'write its figures as data too, one a line')
    .option('--json', 'print one JSON document')
    .action(async (prefixes: readonly string[], _options: unknown, self: Command) => {
      const flags = self.optsWithGlobals<FaultsFlags>();
      const faults = select(prefixes);
      if (flags.kill !== true) refuseHunting(self);
      done(flags.kill === true ? await kill(sequential(faults), flags, io) : list(faults, flags, io));
    });
}

const names = (all: readonly { readonly name: string }[]): readonly string[] => all.map(({ name }) => name);

function strategyNamed(text: string): Strategy {
  const found = STRATEGIES.find(({ name }) => name === text);
  if (found !== undefined) return found;
  const all = names(STRATEGIES);
  throw new UsageError(`there is no strategy '${text}'`, `--strategy ${nearest(text, all) ?? all.join('|')}`);
}

/** All faults, or those that a prefix names; a prefix that names none is refused. */
function select(prefixes: readonly string[]): readonly Fault[] {
  for (const prefix of prefixes)
    if (!FAULTS.some(({ name }) => name.startsWith(prefix)))
      throw new UsageError(
        `there is no fault '${prefix}'`,
        `struct-ops-conformance faults ${nearest(prefix, names(FAULTS)) ?? ''}`.trimEnd(),
      );
  return prefixes.length === 0
    ? FAULTS
    : FAULTS.filter(({ name }) => prefixes.some((prefix) => name.startsWith(prefix)));
}

/** Faults that one thread can show; whoever names only others is told what hunts those. */
function sequential(faults: readonly Fault[]): readonly Fault[] {
  const found = faults.filter((fault) => SEQUENTIAL_FAULTS.includes(fault));
  if (found.length > 0) return found;
  throw new UsageError(
    `${names(faults).join(', ')} needs two threads, and programs have one`,
    `struct-ops-conformance race --adapter simulator:fault=${faults[0]?.name ?? 'NAME'}`,
  );
}

/** What is about hunting says nothing to a list. */
function refuseHunting(command: Command): void {
  const given = command.options.find(
    (option) =>
      HUNTING.includes(option.attributeName()) && command.getOptionValueSource(option.attributeName()) === 'cli',
  );
  if (given !== undefined)
    throw new UsageError(`${given.long ?? ''} says nothing without --kill`, 'struct-ops-conformance faults --kill');
}

const HUNTING: readonly string[] = ['strategy', 'seeds', 'limit', 'jobs', 'markdown', 'record'];

function list(faults: readonly Fault[], flags: FaultsFlags, io: Io): number {
  io.stdout.write(
    flags.json === true
      ? `${JSON.stringify({ format: 1, faults }, null, 2)}\n`
      : formatFaults(faults, styleFor(flags, io)),
  );
  return EXIT.conforms;
}

/** The exit code says whether the suite sees enough: a survivor is a demand that was missed. */
async function kill(faults: readonly Fault[], flags: FaultsFlags, io: Io): Promise<number> {
  const strategies = flags.strategy ?? STRATEGIES;
  const { limit, jobs } = flags;
  for (const file of [flags.markdown, flags.record]) if (file !== undefined) tryWriting(file);
  return await interruptible(io, async (signal) => {
    const cells = await measureAll(faults, strategies, {
      seeds: Array.from({ length: flags.seeds }, (_, index) => index + 1),
      limit,
      jobs,
      signal,
      onCell: progress(faults.length * strategies.length, flags, io),
    });
    const matrix: KillMatrix = { faults, strategies, seeds: flags.seeds, limit, cells };
    io.stdout.write(flags.json === true ? json(matrix, commandOf(flags)) : formatKillMatrix(matrix));
    if (signal.aborted) return EXIT.interrupted;
    if (flags.markdown !== undefined)
      writeText(flags.markdown, killMatrixMarkdown(matrix, commandOf(flags), keptSizes()));
    if (flags.record !== undefined) writeText(flags.record, formatPublished({ command: commandOf(flags), matrix }));
    return survivorsOf(cells).length > 0 ? EXIT.misses : EXIT.conforms;
  });
}

function progress(total: number, { quiet }: FaultsFlags, io: Io): (cell: Cell) => void {
  let count = 0;
  return ({ fault, strategy }) => {
    count++;
    if (quiet !== true && io.live)
      io.stderr.write(`\r${count}/${total} ${fault} ${strategy}\u001b[K${count === total ? '\r\u001b[K' : ''}`);
  };
}

/** The command of a page, without where the page went. */
const commandOf = ({ seeds, limit, strategy }: FaultsFlags): string =>
  [
    'struct-ops-conformance faults --kill',
    ...(strategy ?? []).map(({ name }) => `--strategy ${name}`),
    `--seeds ${seeds} --limit ${limit} --markdown docs/kill-matrix.md --record ${PUBLISHED_FILE}`,
  ].join(' ');

const json = ({ faults, strategies, seeds, limit, cells }: KillMatrix, command: string): string =>
  `${JSON.stringify({ format: 1, command, seeds, limit, faults: names(faults), strategies: names(strategies), cells }, null, 2)}\n`;
