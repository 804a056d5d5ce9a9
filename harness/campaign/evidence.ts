// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What a campaign has found, for its report: everything but the times and the names.
import type { Counterexample, CampaignReport, ClauseReport, KnownFinding, LostProgram } from './report';
import type { CrashReport } from '../judge/known/crash';
import type { Ledger } from './ledger';
import type { Oracle } from './options';
import { conclude } from './conclusion';

type Evidence = Pick<
  CampaignReport,
  | 'verdict'
  | 'doubts'
  | 'ended'
  | 'programs'
  | 'operations'
  | 'effects'
  | 'clauses'
  | 'coverage'
  | 'demands'
  | 'tour'
  | 'operationCounts'
  | 'counterexamples'
  | 'known'
  | 'unexpected'
  | 'unknown'
  | 'crashes'
  | 'refused'
  | 'lost'
>;

interface Found {
  readonly ended: CampaignReport['ended'];
  readonly counterexamples: readonly Counterexample[];
  readonly known: readonly KnownFinding[];
  readonly crashes: readonly CrashReport[];
  readonly unexpected: readonly string[];
  readonly lost: readonly LostProgram[];
}

/** The verdict of a campaign, and what it rests on. */
export function evidenceOf(ledger: Ledger, { clauses, tour, given }: Oracle, found: Found): Evidence {
  const judged = {
    ...found,
    programs: ledger.programs,
    operations: ledger.operations,
    effects: ledger.effects,
    clauses: clauseReport(clauses, ledger),
    demands: ledger.demands.reports,
    unknown: ledger.unknown.toRecord(),
    refused: ledger.refused.toRecord(),
    ...(tour === undefined ? {} : { tour: tour(ledger.coverage.cells) }),
  };
  return {
    ...conclude(judged, given === true),
    ...judged,
    coverage: ledger.coverage.report(),
    operationCounts: ledger.operationCounts.toRecord(),
  };
}

function clauseReport(all: readonly string[], ledger: Ledger): ClauseReport {
  const counts = ledger.clauses.toRecord();
  return {
    total: all.length,
    counts,
    violated: [...ledger.violated].sort(),
    unexercised: all.filter((clause) => !(clause in counts) && !ledger.violated.has(clause)),
  };
}
