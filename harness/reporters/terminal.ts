// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The report of a campaign as text.
import type { CampaignReport } from '../campaign/report';
import { leftOutFor } from '../premises/premise';
import { coverageLines } from './coverage';
import { formatCounterexample, type CounterexampleOptions } from './counterexample';
import { crashesAside, crashLines } from './crashes';
import { COLUMN, CUT, headLines, interruptionLines } from './head';
import { PLAIN, type Style } from './style';
import { formatCount, plural } from '../platform/words';
import { labelled, wrap } from './wrap';

export interface TerminalOptions extends CounterexampleOptions {
  /** Also what was not reached: clauses and operations by name. */
  readonly verbose?: boolean;
  /** The command that shows a counterexample again. */
  readonly replay: (index: number) => string;
}

/** Counterexamples first, then the figures, then the verdict, so that the verdict is what the eye ends on. */
export function formatReport(report: CampaignReport, options: TerminalOptions): string {
  const { style = PLAIN } = options;
  const sections = [
    ...report.counterexamples.map((found, index) => formatCounterexample(found, options.replay(index), options)),
    ...report.lost.map(({ index, reason, log }) =>
      lines(
        labelled('lost', `program ${index}: ${reason}`, COLUMN),
        log.slice(-20).map((line) => `  | ${line}`),
      ),
    ),
    ...(report.known.length > 0 ? [lines(knownLines(report))] : []),
    lines(figures(report, options.verbose ?? false)),
    lines(verdict(report, style)),
  ];
  return sections.join('\n');
}

const lines = (...groups: readonly (readonly string[])[]): string =>
  groups
    .flat()
    .map((line) => `${line}\n`)
    .join('');

function figures(report: CampaignReport, verbose: boolean): readonly string[] {
  const { programs, operations, seconds, clauses } = report;
  const running = seconds - report.connectSeconds;
  const rate = running > 0 ? `, ${formatCount(Math.round(operations / running))} operations/s` : '';
  const exercised = clauses.total - clauses.unexercised.length;
  return [
    ...headLines(report),
    ...labelled(
      'judged',
      `${plural(programs, 'program')}, ${plural(operations, 'operation')} in ${seconds.toFixed(1)} s${rate}`,
      COLUMN,
    ),
    ...labelled('clauses', `${exercised} of ${clauses.total} exercised, ${clauses.violated.length} violated`, COLUMN),
    ...names('not exercised', clauses.unexercised, verbose),
    ...coverageLines(report, COLUMN, verbose),
    ...names('unsupported', report.unsupported, verbose),
    ...report.lacks.flatMap((lack) =>
      labelled('left out', `${leftOutFor(lack)}: ${lack.reason}; to have it: ${lack.cure}`, COLUMN),
    ),
    ...crashLines(report.crashes, COLUMN),
    ...undecided('unknown', report.unknown),
    ...undecided('refused', report.refused),
    ...interruptionLines(report, 'program'),
  ];
}

/** A few names are shown as they are; many only when asked for. */
function names(label: string, all: readonly string[], verbose: boolean): readonly string[] {
  if (all.length === 0) return [];
  const shown =
    verbose || all.length <= 5
      ? all.join(', ')
      : `${all.slice(0, 3).join(', ')} and ${all.length - 3} more (-v shows them)`;
  return labelled(label, shown, COLUMN);
}

/** One line for each: they have been looked into already. */
const knownLines = ({ known }: CampaignReport): readonly string[] =>
  known.flatMap(({ finding, violation, occurrences, see }) =>
    labelled(
      'known',
      `${violation.clauses.join(', ')} in ${plural(occurrences, 'program')}: ${finding} (${see})`,
      COLUMN,
    ),
  );

function undecided(label: string, reasons: Readonly<Record<string, number>>): readonly string[] {
  return Object.entries(reasons).flatMap(([reason, count]) =>
    labelled(label, `${plural(count, 'program')}: ${reason}`, COLUMN),
  );
}

function verdict(report: CampaignReport, style: Style): readonly string[] {
  const { verdict: kind, doubts, broken, ended, counterexamples, demands, known } = report;
  const deviations = known.length === 0 ? '' : `, ${plural(known.length, 'known deviation')} aside`;
  const aside = deviations + crashesAside(report.crashes, report.implementation);
  const besides = `${aside}${report.lacks.map((lack) => `, ${leftOutFor(lack)} left out`).join('')}`;
  switch (kind) {
    case 'conforms':
      return wrap(
        `${style.good('conforms')}: every outcome was one that the specification allows${besides}${CUT[ended]}`,
        0,
      );
    case 'violates':
      return [`${style.bad('violates')}: ${plural(counterexamples.length, 'counterexample')}${besides}${CUT[ended]}`];
    case 'unexpected':
      return wrap(unexpectedText(report, style), 0);
    case 'misses':
      return [...wrap(broken ?? '', 0), ...wrap(missesText(demands, doubts, style), 0)];
    case 'inconclusive':
      return [...wrap(broken ?? '', 0), ...wrap(`${style.doubtful('inconclusive')}: ${doubts.join('; ')}`, 0)];
  }
}

function missesText(demands: CampaignReport['demands'], doubts: readonly string[], style: Style): string {
  const missed = demands.filter(({ verdict }) => verdict === 'missed').length;
  const result = `${style.doubtful('misses')}: no outcome was wrong, but coverage misses ${plural(missed, 'demand')}`;
  return [result, ...doubts].join('; ');
}

function unexpectedText({ unexpected }: CampaignReport, style: Style): string {
  const [noun, them] = unexpected.length === 1 ? ['deviation', 'it'] : ['deviations', 'them'];
  return `${style.doubtful('unexpected')}: the known ${noun} ${unexpected.join(', ')} did not happen; if the kernel was mended, take ${them} off the list`;
}
