// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// `explore`: every state of the specification within bounds.
import { performance } from 'node:perf_hooks';
import { Option, type Command } from 'commander';
import { lifecycle, LATE, Parts, Search, Space, SpecificationError, type Found } from '../../../generators/explore';
import { createModel } from '../../../model';
import { DEFAULT_PROFILE, VERSIONS, profileNamed, type ProfileName } from '../../../spec';
import { breathing } from '../../platform/breathing';
import { Interrupted } from '../../errors';
import { formatCount } from '../../platform/words';
import { EXIT } from '../exit';
import { openGraph } from '../graph-file';
import { interruptible } from '../interruptible';
import type { Io } from '../io';
import type { GlobalFlags } from '../options';
import { profileName } from '../profile-name';
import { checkScope, formatScope, parseScope, scopeHelp } from '../scope';
import { memorySize } from '../values';

interface ExploreFlags extends GlobalFlags {
  readonly scope: ReturnType<typeof parseScope>;
  readonly profile: ProfileName;
  readonly maxMemory?: number;
  readonly graph?: string;
  readonly json?: boolean;
}

const DEFAULT_SCOPE = 'modules=2,maps=3,pins=1';

export function addExplore(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('explore')
    .description('visit every state that the specification can reach within bounds, and check its invariants in each')
    .addOption(
      new Option('--scope <BOUNDS>', 'most objects of each kind at once')
        .argParser(parseScope)
        .default(parseScope(DEFAULT_SCOPE), DEFAULT_SCOPE),
    )
    .addOption(
      new Option('--profile <NAME>', `kernel that the specification is taken for: ${VERSIONS.join(', ')}`)
        .argParser(profileName)
        .default(DEFAULT_PROFILE),
    )
    .addOption(
      new Option('--max-memory <SIZE>', 'stop when the process takes more, such as 512MiB or 2GiB').argParser(
        memorySize('--max-memory'),
      ),
    )
    .option('--graph <FILE>', 'write the state graph for Graphviz (dot)')
    .option('--json', 'print one JSON document')
    .addHelpText('after', `\n${scopeHelp()}`)
    .action(async (_options: unknown, self: Command) => done(await explore(self.optsWithGlobals<ExploreFlags>(), io)));
}

/** How an exploration ended; all but `complete` have seen only a part of the scope. */
type Ended = 'complete' | 'max-memory' | 'interrupted' | 'broken';

async function explore(flags: ExploreFlags, io: Io): Promise<number> {
  checkScope(flags.scope, flags.profile);
  const profile = profileNamed(flags.profile);
  const land = { model: createModel(profile), parts: new Parts(), scope: flags.scope, time: LATE };
  const search = new Search(new Space(land, lifecycle));
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1000;
  const graph = flags.graph === undefined ? undefined : openGraph(flags.graph, land.parts);
  let broken: string | undefined;
  let interrupted = false;
  const watch = {
    goOn: (found: Found): boolean => {
      if (flags.quiet !== true && io.live) io.stderr.write(`\r${line(found, seconds())}\u001b[K`);
      return flags.maxMemory === undefined || process.memoryUsage.rss() < flags.maxMemory;
    },
    ...(graph === undefined ? {} : { onEdge: graph.onEdge }),
  };
  try {
    await interruptible(io, (signal) => breathing(search.running(watch), signal));
  } catch (error) {
    if (error instanceof Interrupted) interrupted = true;
    else if (error instanceof SpecificationError) broken = error.message;
    else throw error;
  }
  if (flags.quiet !== true && io.live) io.stderr.write('\r\u001b[K');
  graph?.close(search);
  const ended: Ended =
    broken !== undefined ? 'broken' : interrupted ? 'interrupted' : search.complete ? 'complete' : 'max-memory';
  const report = {
    scope: formatScope(flags.scope),
    profile: profile.name,
    ended,
    ...search.found(),
    seconds: seconds(),
    memory: process.memoryUsage.rss(),
  };
  io.stdout.write(flags.json === true ? `${JSON.stringify({ ...report, broken }, null, 2)}\n` : text(report, broken));
  return EXITS[ended];
}

const EXITS: Readonly<Record<Ended, number>> = {
  complete: EXIT.conforms,
  'max-memory': EXIT.inconclusive,
  interrupted: EXIT.interrupted,
  broken: EXIT.violates,
};

const rate = (count: number, seconds: number): string => formatCount(Math.round(count / Math.max(seconds, 0.001)));

const line = ({ generated, distinct, depth }: Found, seconds: number): string =>
  `${formatCount(generated)} generated, ${formatCount(distinct)} distinct, depth ${String(depth)}, ${rate(generated, seconds)}/s`;

type Report = Found & {
  readonly scope: string;
  readonly profile: string;
  readonly ended: Ended;
  readonly seconds: number;
  readonly memory: number;
};

const ENDINGS: Readonly<Record<Ended, string>> = {
  complete: 'complete    every state of the scope up to its depth, and the invariants hold in each',
  'max-memory':
    'stopped     at the limit of --max-memory: states beyond these were not seen, so nothing is proved of them',
  interrupted: 'interrupted states beyond these were not seen, so nothing is proved of them',
  broken: 'broken      the specification contradicts itself',
};

function text(report: Report, broken: string | undefined): string {
  const rows = [
    `scope       ${report.scope}`,
    `profile     ${report.profile}`,
    `generated   ${formatCount(report.generated)} states, one for each transition`,
    `distinct    ${formatCount(report.distinct)} states, of ${formatCount(report.parts)} kinds of parts`,
    `depth       ${String(report.depth)} operations`,
    `speed       ${rate(report.generated, report.seconds)} generated a second, ${report.seconds.toFixed(1)} s in all`,
    `memory      ${formatCount(Math.round(report.memory / 2 ** 20))} MiB, ${formatCount(Math.round(report.bytes / 2 ** 20))} of them for the states`,
    ENDINGS[report.ended],
    ...(broken === undefined ? [] : [`            ${broken}`]),
  ];
  return `${rows.join('\n')}\n`;
}
