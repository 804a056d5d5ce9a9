// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// `replay`: programs from files, run and judged again.
import type { Command } from 'commander';
import { inTurn } from '../../platform/in-turn';
import { formatProgram } from '../../../generators/text';
import { requireRaces } from '../../adapters';
import type { CampaignReport } from '../../campaign/report';
import { annotate } from '../../reporters/annotated';
import { formatCounterexample } from '../../reporters/counterexample';
import { progressReporter } from '../../reporters/progress';
import type { Style } from '../../reporters/style';
import { crashLines } from '../../reporters/crashes';
import { plural } from '../../platform/words';
import { wrap } from '../../reporters/wrap';
import { unknownText } from '../../campaign/unknown-operations';
import { formatRaceJson } from '../../reporters/race/json';
import { raceProgress } from '../../reporters/race/progress';
import { formatRaceReport } from '../../reporters/race/terminal';
import type { NamedRace } from '../../campaign/race/oracle';
import { UsageError } from '../../errors';
import { exitOfRaces, exitOfReport } from '../exit';
import { runFixed, type Judged, type NamedProgram } from '../fixed';
import { interruptible } from '../interruptible';
import type { Io } from '../io';
import { adapterOf, addAdapterFlags, addProfileFlag, quoted, retype, styleFor, type AdapterFlags } from '../options';
import { readReplayable } from '../race-file';
import { nameOf, STDIN } from '../text-file';
import { replayRaces } from '../replay-race';

interface ReplayFlags extends AdapterFlags {
  readonly profile: string;
  readonly json?: boolean;
}

export function addReplay(program: Command, io: Io, done: (code: number) => void): void {
  const command = program
    .command('replay')
    .description('run programs or races from files, one operation a line, and judge them')
    .argument(
      '<FILE...>',
      'programs such as run --save writes, or races such as race --save does; - for standard input',
    );
  addProfileFlag(addAdapterFlags(command))
    .option('--json', 'print one JSON document')
    .action(async (files: readonly string[], _options: unknown, self: Command) => {
      done(await replay(files, self.optsWithGlobals<ReplayFlags>(), io));
    });
}

async function replay(files: readonly string[], flags: ReplayFlags, io: Io): Promise<number> {
  if (files.filter((file) => file === STDIN).length > 1)
    throw new UsageError('standard input can be read once only', 'a single -');
  const read = await inTurn(files, readReplayable);
  const races = read.flatMap((each) => (each.kind === 'race' ? [each.race] : []));
  const programs = read.flatMap((each) => (each.kind === 'program' ? [each] : []));
  const [program, [race]] = [programs[0], races];
  if (program === undefined) {
    requireRaces(flags.adapter);
    return await replayAll(races, flags, io);
  }
  if (race === undefined) return await replayPrograms(programs, flags, io);
  throw new UsageError(
    `${nameOf(program.name)} is a program, and ${nameOf(race.name ?? 'another')} is a race`,
    'a replay for each kind',
  );
}

async function replayAll(races: readonly NamedRace[], flags: ReplayFlags, io: Io): Promise<number> {
  const { verbose = false, quiet = false, profile } = flags;
  const progress = raceProgress(io.stderr, { live: false, verbose, quiet });
  return await interruptible(io, async (signal) => {
    const report = await replayRaces(adapterOf(flags, progress.note), races, { profile, signal });
    const replay = (index: number): string =>
      `struct-ops-conformance replay ${quoted(report.findings[index]?.name ?? 'FILE')} ${retype(flags)}`;
    const style = styleFor(flags, io);
    io.stdout.write(
      flags.json === true ? formatRaceJson(report) : formatRaceReport(report, { style, verbose, replay }),
    );
    return exitOfRaces(report);
  });
}

async function replayPrograms(programs: readonly NamedProgram[], flags: ReplayFlags, io: Io): Promise<number> {
  const { verbose = false, quiet = false, profile } = flags;
  const progress = progressReporter(io.stderr, { live: false, verbose, quiet });
  return await interruptible(io, async (signal) => {
    const { report, judged } = await runFixed(adapterOf(flags, progress.note), programs, {
      profile,
      refusalsCount: false,
      signal,
      onEvent: progress.onEvent,
    });
    noteUnknown(report, progress.note);
    const style = styleFor(flags, io);
    io.stdout.write(flags.json === true ? json(report, judged) : text(report, judged, flags, style));
    return exitOfReport(report);
  });
}

/** What is misspelt there may be what a file needs. */
function noteUnknown(
  { unknownOperations }: Pick<CampaignReport, 'unknownOperations'>,
  note: (text: string) => void,
): void {
  if (unknownOperations.length > 0)
    note(`the implementation claims operations that there are none of: ${unknownText(unknownOperations)}`);
}

function text(report: CampaignReport, judged: readonly Judged[], flags: ReplayFlags, style: Style): string {
  const { verdict, doubts, broken, crashes } = report;
  const sections = judged.map((each) => fileText(each, flags, style));
  if (crashes.length > 0) sections.push(`${crashLines(crashes, 14).join('\n')}\n`);
  if (broken !== undefined) sections.push(`${broken}\n`);
  if (verdict === 'inconclusive')
    sections.push(`${wrap(`${style.doubtful('inconclusive')}: ${doubts.join('; ')}`, 0).join('\n')}\n`);
  return sections.join('\n');
}

function fileText(judged: Judged, flags: ReplayFlags, style: Style): string {
  const {
    name,
    program,
    history,
    verdict,
    decided: clauses = [],
    reason = 'the implementation gave no history',
  } = judged;
  const title = style.strong(nameOf(name));
  if (history === undefined || verdict === undefined) return `${title}: ${style.doubtful('not run')}, ${reason}\n`;
  const decided = flags.verbose === true ? clauses : [];
  const steps = flags.verbose === true ? `\n${annotate(program, history, undefined, decided)}` : '';
  switch (verdict.kind) {
    case 'conforms':
      return `${title}: ${style.good('conforms')}, ${plural(verdict.operations, 'operation')}\n${steps}`;
    case 'unknown':
      return `${title}: ${style.doubtful('unknown')}, ${verdict.reason}\n${steps}`;
    case 'violates': {
      const { violation } = verdict;
      const found = { program, history, violation, decided };
      const command = `struct-ops-conformance replay ${quoted(name)} ${retype(flags)}`;
      return `${title}: ${style.bad('violates')}\n\n${formatCounterexample(found, command, { style })}`;
    }
  }
}

function json(report: CampaignReport, judged: readonly Judged[]): string {
  const { verdict, doubts, adapter, implementation, profile, broken, crashes, unknownOperations } = report;
  const files = judged.map(({ name, program, history, verdict: each, decided, reason }) => ({
    file: name,
    verdict: each?.kind ?? 'not run',
    ...(each?.kind === 'violates' ? { violation: each.violation } : {}),
    ...(each?.kind === 'unknown' ? { reason: each.reason } : {}),
    ...(each === undefined && reason !== undefined ? { reason } : {}),
    ...(decided === undefined ? {} : { decided }),
    text: formatProgram(program),
    ...(history === undefined ? {} : { history }),
  }));
  const kernel = implementation.kernel ?? null;
  return `${JSON.stringify({ format: 1, verdict, doubts, adapter, kernel, implementation, unknownOperations, profile, crashes, ...(broken === undefined ? {} : { broken }), files }, null, 2)}\n`;
}
