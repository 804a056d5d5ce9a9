// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Columns of a matrix, from campaigns and from the files that they left.
import type { CampaignReport } from '../campaign/report';
import { leftOutFor } from '../premises/premise';
import type { Column } from '../coverage/matrix/column';
import { profileNamed } from '../../spec';
import type { ReportFile } from './report-file';

/** The column of a campaign that was run just now. */
export function columnOf(kernel: string, report: CampaignReport): Column {
  const { verdict, programs, operations, seconds, clauses, known, implementation, lacks, crashes } = report;
  const profile = profileNamed(report.profile)?.name;
  return {
    kernel,
    ...(implementation.kernel === undefined ? {} : { release: implementation.kernel }),
    ...(profile === undefined ? {} : { profile }),
    verdict,
    leftOut: lacks.map(leftOutFor),
    crashes,
    tool: implementation,
    programs,
    operations,
    seconds,
    counts: clauses.counts,
    violated: clauses.violated,
    known: known.map(({ finding, see, violation }) => ({ finding, see, clauses: violation.clauses })),
  };
}

/** The column of a report from a file. */
export function columnOfFile(report: ReportFile): Column {
  const { file, kernel, profile, verdict, programs, operations, seconds, clauses, known = [], lacks = [] } = report;
  const { crashes = [], implementation } = report;
  return {
    kernel: kernel ?? file,
    release: kernel ?? file,
    profile,
    verdict,
    leftOut: lacks.map(leftOutFor),
    crashes,
    ...(implementation === undefined ? {} : { tool: implementation }),
    programs,
    operations,
    seconds,
    counts: clauses.counts,
    violated: clauses.violatedIds,
    known: known.map(({ finding, see, violation }) => ({ finding, see, clauses: violation.clauses })),
  };
}

/** The column of a kernel that could not be run. */
export const columnWithout = (kernel: string, reason: string): Column => ({
  kernel,
  verdict: 'unavailable',
  reason,
  programs: 0,
  operations: 0,
  seconds: 0,
  counts: {},
  violated: [],
  known: [],
});
