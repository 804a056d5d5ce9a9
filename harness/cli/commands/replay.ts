// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// `replay`: programs from files, run and judged again.
import type { Command } from 'commander';
import { formatProgram } from '../../../generators/text';
import { requireRaces } from '../../adapters';
import type { CampaignReport } from '../../engine/report';
import { annotate } from '../../reporters/annotated';
import { formatCounterexample } from '../../reporters/counterexample';
import { progressReporter } from '../../reporters/progress';
import type { Style } from '../../reporters/style';
import { crashLines } from '../../reporters/crashes';
import { plural } from '../../reporters/wrap';
import { formatRaceJson } from '../../reporters/race/json';
import { raceProgress } from '../../reporters/race/progress';
import { formatRaceReport } from '../../reporters/race/terminal';
import type { NamedRace } from '../../race/oracle';
import { UsageError } from '../../usage-error';
import { exitOfRaces, exitOfReport } from '../exit';
import { runFixed, type Judged } from '../fixed';
import { interruptible } from '../interruptible';
import type { Io } from '../io';
import { adapterOf, addAdapterFlags, addProfileFlag, quoted, retype, styleFor, type AdapterFlags } from '../options';
import { readProgram } from '../program-file';
import { isRaceFile, readRace } from '../race-file';
import { replayRaces } from '../replay-race';

interface ReplayFlags extends AdapterFlags {
  readonly profile: string;
  readonly json?: boolean;
}

export function addReplay(program: Command, io: Io, done: (code: number) => void): void {
  const command = program
    .command('replay')
    .description('run programs or races from files, one operation a line, and judge them')
    .argument('<FILE...>', 'programs such as run --save writes, or races such as race --save does');
  addProfileFlag(addAdapterFlags(command))
    .option('--json', 'print one JSON document')
    .action(async (files: readonly string[], _options: unknown, self: Command) => {
      done(await replay(files, self.optsWithGlobals<ReplayFlags>(), io));
    });
}

async function replay(files: readonly string[], flags: ReplayFlags, io: Io): Promise<number> {
  const races = files.filter(isRaceFile);
  if (races.length === 0) return await replayPrograms(files, flags, io);
  const [program] = files.filter((file) => !races.includes(file));
  if (program !== undefined)
    throw new UsageError(`${program} is a program, and ${races.join(', ')} is a race`, 'a replay for each kind');
  requireRaces(flags.adapter);
  return await replayAll(races.map(readRace), flags, io);
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

async function replayPrograms(files: readonly string[], flags: ReplayFlags, io: Io): Promise<number> {
  const programs = files.map((name) => ({ name, program: readProgram(name) }));
  const { verbose = false, quiet = false, profile } = flags;
  const progress = progressReporter(io.stderr, { live: false, verbose, quiet });
  return await interruptible(io, async (signal) => {
    const { report, judged } = await runFixed(adapterOf(flags, progress.note), programs, { profile, signal });
    const style = styleFor(flags, io);
    io.stdout.write(flags.json === true ? json(report, judged) : text(report, judged, flags, style));
    return exitOfReport(report);
  });
}

function text(report: CampaignReport, judged: readonly Judged[], flags: ReplayFlags, style: Style): string {
  const files = judged.map((each) => fileText(each, report, flags, style)).join('\n');
  const died = [...crashLines(report.crashes, 14), ...(report.crashes.length > 0 ? report.doubts : [])];
  const told = [...died, ...(report.broken === undefined ? [] : [report.broken])];
  return told.length === 0 ? files : `${files}\n${told.join('\n')}\n`;
}

function fileText(
  { name, program, history, verdict }: Judged,
  { ended }: Pick<CampaignReport, 'ended'>,
  flags: ReplayFlags,
  style: Style,
): string {
  const title = style.strong(name);
  if (history === undefined || verdict === undefined)
    return `${title}: ${style.doubtful('not run')}, ${ended === 'interrupted' ? 'the replay was interrupted' : 'the implementation gave no history'}\n`;
  switch (verdict.kind) {
    case 'conforms':
      return `${title}: ${style.good('conforms')}, ${plural(verdict.operations, 'operation')}\n${flags.verbose === true ? `\n${annotate(program, history)}` : ''}`;
    case 'unknown':
      return `${title}: ${style.doubtful('unknown')}, ${verdict.reason}\n`;
    case 'violates': {
      const { violation } = verdict;
      const found = { program, history, violation };
      const command = `struct-ops-conformance replay ${quoted(name)} ${retype(flags)}`;
      return `${title}: ${style.bad('violates')}\n\n${formatCounterexample(found, command, { style })}`;
    }
  }
}

function json(report: CampaignReport, judged: readonly Judged[]): string {
  const { verdict, adapter, implementation, profile, broken, crashes } = report;
  const files = judged.map(({ name, program, history, verdict: each }) => ({
    file: name,
    verdict: each?.kind ?? 'not run',
    ...(each?.kind === 'violates' ? { violation: each.violation } : {}),
    ...(each?.kind === 'unknown' ? { reason: each.reason } : {}),
    text: formatProgram(program),
    ...(history === undefined ? {} : { history }),
  }));
  const kernel = implementation.kernel ?? null;
  return `${JSON.stringify({ format: 1, verdict, adapter, kernel, implementation, profile, crashes, ...(broken === undefined ? {} : { broken }), files }, null, 2)}\n`;
}
