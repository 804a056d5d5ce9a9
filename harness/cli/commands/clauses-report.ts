// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// `clauses --report`: how each clause stands after the campaigns of some reports.
import { Option, type Command } from 'commander';
import { inTurn } from '../../platform/in-turn';
import { standings, type Standing, type Status } from '../../coverage/standing';
import { addCounts, type Counts } from '../../coverage/tally';
import { crashText } from '../../reporters/crashes';
import { formatCount, plural } from '../../platform/words';
import { labelled, wrap } from '../../reporters/wrap';
import type { Style } from '../../reporters/style';
import { DEFAULT_PROFILE, isClauseId, type ClauseId } from '../../../spec';
import { EXIT } from '../exit';
import type { Io } from '../io';
import { styleFor, type GlobalFlags } from '../options';
import { repeatable } from '../repeats';
import { readReport, type ReportFile } from '../report-file';

/** Where the standing of a clause begins in its line. */
const COLUMN = 18;

const collect = (file: string, before: readonly string[] = []): readonly string[] => [...before, file];

export function addReportFlag(command: Command): Command {
  const text = 'say how the clauses stand after the campaign that run --json wrote to the file (repeatable)';
  return command.addOption(repeatable(new Option('--report <FILE>', text).argParser(collect)));
}

/** Prints what the reports say about some of the clauses. Throws `DataError` for a file that is no report. */
export async function reportClauses(
  files: readonly string[],
  ids: readonly ClauseId[],
  flags: GlobalFlags & { readonly json?: boolean },
  io: Io,
): Promise<number> {
  const reports = await inTurn(files, readReport);
  const wanted = new Set(ids);
  const all = standings(reports).filter(({ id }) => wanted.has(id));
  io.stdout.write(flags.json === true ? jsonText(reports, all) : text(reports, all, styleFor(flags, io)));
  return EXIT.conforms;
}

const STATUSES: readonly Status[] = ['exercised', 'violated', 'unreached', 'unobservable'];
const numberOf = (all: readonly Standing[], status: Status): number =>
  all.filter((each) => each.status === status).length;

const seenBy = (reports: readonly ReportFile[], what: 'cells' | 'pairs'): number =>
  Object.keys(reports.reduce<Counts>((sum, { coverage }) => addCounts(sum, coverage[what]), {})).length;

function jsonText(reports: readonly ReportFile[], all: readonly Standing[]): string {
  const document = {
    format: 1,
    reports: reports.map(({ file, adapter, profile, programs, operations, crashes = [] }) => ({
      file,
      adapter,
      profile,
      programs,
      operations,
      crashes,
    })),
    summary: {
      total: all.length,
      ...Object.fromEntries(STATUSES.map((status) => [status, numberOf(all, status)])),
      cells: seenBy(reports, 'cells'),
      pairs: seenBy(reports, 'pairs'),
    },
    clauses: all,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function text(reports: readonly ReportFile[], all: readonly Standing[], style: Style): string {
  const lines = [
    ...all.flatMap((each) => line(each, style)),
    '',
    ...reports.flatMap(heading),
    ...summary(reports, all),
  ];
  return lines.map((each) => `${each}\n`).join('');
}

function line({ id, status, count, reason }: Standing, style: Style): readonly string[] {
  const because = reason === undefined ? '' : `: ${reason}`;
  return labelled(id, `${said(status, count)}${because}`, COLUMN).map((each) => painted(each, status, style));
}

function said(status: Status, count: number): string {
  switch (status) {
    case 'exercised':
      return plural(count, 'time');
    case 'violated':
      return count === 0 ? 'violated' : `violated, and followed ${plural(count, 'time')}`;
    case 'unreached':
      return 'never reached';
    case 'unobservable':
      return 'cannot be observed';
  }
}

function painted(text: string, status: Status, style: Style): string {
  if (status === 'violated') return style.bad(text);
  return status === 'unreached' ? style.doubtful(text) : status === 'unobservable' ? style.faint(text) : text;
}

/** Which campaign it was; what is unusual about it is said. */
function heading({
  file,
  adapter,
  profile,
  programs,
  operations,
  clauses,
  crashes = [],
}: ReportFile): readonly string[] {
  const other = profile === DEFAULT_PROFILE ? '' : ', whose clauses it is judged by';
  const strange = Object.keys(clauses.counts).filter((id) => !isClauseId(id));
  const unknown = strange.length === 0 ? '' : `; clauses that are unknown here: ${strange.join(', ')}`;
  const size = `${plural(programs, 'program')}, ${plural(operations, 'operation')}`;
  const head = wrap(`${adapter}, ${size}, profile ${profile}${other}${unknown}`, 2);
  return [file, ...head, ...crashes.flatMap((crash) => wrap(`died over ${crashText(crash)}`, 2))];
}

function summary(reports: readonly ReportFile[], all: readonly Standing[]): readonly string[] {
  const [exercised, violated, unreached, unobservable] = STATUSES.map((status) => formatCount(numberOf(all, status)));
  const counts = [
    plural(all.length, 'clause'),
    `${exercised} exercised`,
    `${violated} violated`,
    `${unreached} never reached`,
    `${unobservable} cannot be observed`,
    plural(seenBy(reports, 'cells'), 'cell'),
    plural(seenBy(reports, 'pairs'), 'pair'),
  ];
  return wrap(counts.join(', '), 0);
}
