// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What a campaign exercised, as lines of the terminal report.
import type { DemandReport, DemandVerdict } from '../coverage/demand';
import type { Influence, Share } from '../coverage/suppression';
import type { CampaignReport } from '../campaign/report';
import { formatCount, plural } from '../platform/words';
import { labelled } from './wrap';

/** The strongest of what may be hundreds. */
const SHOWN = 10;

/** Cells, pairs and demands; what keeps clauses from being exercised only when asked for. */
export function coverageLines(
  { coverage, demands, tour }: CampaignReport,
  column: number,
  verbose: boolean,
): readonly string[] {
  const { cells, uncertain, pairs, influences } = coverage;
  const once =
    tour === undefined
      ? `, ${formatCount(Object.values(cells).filter((count) => count === 1).length)} of them only once`
      : '';
  const doubt = uncertain === 0 ? '' : `; ${plural(uncertain, 'operation')} in no certain one`;
  return [
    ...labelled('cells', `${formatCount(Object.keys(cells).length)}${once}${doubt}`, column),
    ...labelled('pairs', `${formatCount(Object.keys(pairs).length)} of operations on the same object`, column),
    ...tourLines(tour, column, verbose),
    ...demandLines(demands, column),
    ...(verbose ? influenceLines('suppressors', influences.suppressors, column) : []),
    ...(verbose ? influenceLines('triggers', influences.triggers, column) : []),
  ];
}

/** What became of the reachable cells, and how many were no aim. */
function tourLines(tour: CampaignReport['tour'], column: number, verbose: boolean): readonly string[] {
  if (tour === undefined) return [];
  const { reachable, exercised, violated, missed, leftOut } = tour;
  const bounds = Object.entries(tour.scope).map(([name, bound]) => `${name}=${bound}`);
  const shown = (cells: readonly string[]): readonly string[] => (verbose ? cells : cells.slice(0, SHOWN));
  return [
    ...labelled('scope', bounds.join(' '), column),
    ...labelled(
      'tour',
      `${plural(reachable, 'reachable cell')}: ${formatCount(exercised)} exercised, ${formatCount(violated.length)} violated, ${formatCount(missed.length)} missed`,
      column,
    ),
    ...shown(violated).flatMap((cell) => labelled('violated', cell, column)),
    ...shown(missed).flatMap((cell) => labelled('missed', cell, column)),
    ...labelled(
      'left out',
      `at least ${plural(leftOut.late, 'cell')} that a release would have to be late for, ${formatCount(leftOut.choice)} that are the implementation's choice, and all beyond the scope (docs/exploration.md)`,
      column,
    ),
  ];
}

const UNMET: readonly DemandVerdict[] = ['missed', 'undecided'];
const VERDICTS: readonly DemandVerdict[] = ['met', ...UNMET];

/** How many came to what; and those that were not met, each with its figures. */
function demandLines(demands: readonly DemandReport[], column: number): readonly string[] {
  if (demands.length === 0) return [];
  const counts = VERDICTS.map(
    (verdict) => `${formatCount(demands.filter((each) => each.verdict === verdict).length)} ${verdict}`,
  );
  const unmet = UNMET.flatMap((verdict) => demands.filter((each) => each.verdict === verdict));
  return [
    ...labelled('demands', counts.join(', '), column),
    ...unmet.slice(0, SHOWN).flatMap((each) => labelled(each.verdict, demandText(each), column)),
    ...(unmet.length > SHOWN
      ? labelled('', `and ${formatCount(unmet.length - SHOWN)} more (--json has them)`, column)
      : []),
  ];
}

function demandText({ clause, text, count, operations, low, high }: DemandReport): string {
  const demanded = text.slice(text.indexOf('>='));
  return `${clause}${demanded}: ${formatCount(count)} of ${plural(operations, 'operation')}, a share from ${scientific(low)} to ${scientific(high)}`;
}

const scientific = (share: number): string =>
  share === 0 ? '0' : share >= 0.001 ? share.toFixed(4) : share.toExponential(1);

function influenceLines(label: string, influences: readonly Influence[], column: number): readonly string[] {
  if (influences.length === 0) return [];
  const more = influences.length > SHOWN ? ` (the strongest ${SHOWN} of ${formatCount(influences.length)})` : '';
  return [
    ...labelled(label, `clause and operation, share of programs with it and without${more}`, column),
    ...influences.slice(0, SHOWN).flatMap((influence) => labelled('', influenceText(influence), column)),
  ];
}

const influenceText = ({ clause, operation, with: having, without }: Influence): string =>
  `${clause} ${operation}: ${percent(having)} with, ${percent(without)} without`;

const percent = ({ share }: Share): string => `${(100 * share).toFixed(1)} %`;
