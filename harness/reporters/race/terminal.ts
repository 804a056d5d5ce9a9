// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The report of a race campaign as text.
import type { RaceReport } from '../../campaign/race/report';
import { COLUMN, CUT, headLines, interruptionLines } from '../head';
import { PLAIN, type Style } from '../style';
import { formatCount, plural } from '../../platform/words';
import { labelled, wrap } from '../wrap';
import { formatFinding, type FindingOptions } from './finding';
import { proofLines, uncontrolledLines } from './proof';

export interface RaceTerminalOptions extends FindingOptions {
  /** Also the rows of which all was seen. */
  readonly verbose?: boolean;
  /** The command that shows a finding again. */
  readonly replay: (index: number) => string;
}

/** Findings first, then the figures, then the verdict, so that the verdict is what the eye ends on. */
export function formatRaceReport(report: RaceReport, options: RaceTerminalOptions): string {
  const { style = PLAIN, verbose = false } = options;
  const sections = [
    ...report.findings.map((finding, index) => formatFinding(finding, options.replay(index), options)),
    ...report.uncontrolled.map((each) => lines(uncontrolledLines(each, COLUMN))),
    ...report.lost.map(({ index, reason, log }) =>
      lines([...labelled('lost', `race ${index}: ${reason}`, COLUMN), ...log.slice(-20).map((line) => `  | ${line}`)]),
    ),
    ...(report.rows.length === 0 ? [] : [lines(rowLines(report, verbose))]),
    lines(figures(report)),
    lines(verdict(report, style)),
  ];
  return sections.join('\n');
}

const lines = (texts: readonly string[]): string => texts.map((line) => `${line}\n`).join('');

/** How much of what each named race may show was seen. */
export function rowLines({ rows, unit }: Pick<RaceReport, 'rows' | 'unit'>, verbose: boolean): readonly string[] {
  const open = rows.filter(({ seen, allowed }) => seen < allowed);
  const shown = verbose ? rows : open;
  if (shown.length === 0) return [`${plural(rows.length, 'race')} with a name: every allowed result was seen`];
  const width = Math.max(...shown.map(({ name }) => name.length), 4);
  const cells = (name: string, rounds: string, allowed: string, seen: string): string =>
    `${name.padEnd(width)}  ${rounds.padStart(10)}  ${allowed.padStart(7)}  ${seen.padStart(4)}`;
  const hidden = rows.length - shown.length;
  return [
    cells('race', unit, 'allowed', 'seen'),
    ...shown.map(({ name, rounds, allowed, seen }) =>
      cells(name, formatCount(rounds), formatCount(allowed), formatCount(seen)),
    ),
    ...(hidden === 0 ? [] : [`and ${plural(hidden, 'race')} of which every allowed result was seen (-v shows them)`]),
  ];
}

function figures(report: RaceReport): readonly string[] {
  const { races, raced, rounds, steps, seconds, connectSeconds, results } = report;
  const running = seconds - connectSeconds;
  const rate = running > 0 ? `, ${formatCount(Math.round(rounds / running))} ${report.unit}/s` : '';
  const what = report.unit === 'schedules' ? plural(rounds, 'schedule') : plural(rounds, 'round');
  const stepping = steps === 0 ? '' : ` of ${plural(steps, 'step')}`;
  const { allowed, seen } = results;
  const share = allowed === 0 ? '' : ` (${((100 * seen) / allowed).toFixed(1)} %)`;
  return [
    ...headLines(report),
    ...labelled('judged', `${plural(races, 'race')}, ${what}${stepping} in ${seconds.toFixed(1)} s${rate}`, COLUMN),
    ...labelled('raced', `threads ran at once in ${plural(raced, 'race')}`, COLUMN),
    ...labelled('results', `${formatCount(seen)} of ${formatCount(allowed)} allowed results seen${share}`, COLUMN),
    ...proofLines(report, COLUMN),
    ...undecided('unjudged', report.unjudged, 'race'),
    ...undecided('unknown', report.unknown, 'round'),
    ...undecided('refused', report.refused, 'race'),
    ...interruptionLines(report, 'race'),
  ];
}

const undecided = (label: string, reasons: Readonly<Record<string, number>>, what: string): readonly string[] =>
  Object.entries(reasons).flatMap(([reason, count]) => labelled(label, `${plural(count, what)}: ${reason}`, COLUMN));

function verdict({ verdict: kind, doubts, broken, ended, findings, uncontrolled }: RaceReport, style: Style) {
  switch (kind) {
    case 'conforms':
      return [`${style.good('conforms')}: every result was one that the specification allows${CUT[ended]}`];
    case 'violates':
      return [`${style.bad('violates')}: ${plural(findings.length, 'counterexample')}${CUT[ended]}`];
    case 'uncontrolled':
      return wrap(
        `${style.doubtful('uncontrolled')}: ${plural(uncontrolled.length, 'race')} went another way under the same schedule, so something else than the schedule decides, and nothing is proved`,
        0,
      );
    case 'inconclusive':
      return [...wrap(broken ?? '', 0), ...wrap(`${style.doubtful('inconclusive')}: ${doubts.join('; ')}`, 0)];
  }
}
