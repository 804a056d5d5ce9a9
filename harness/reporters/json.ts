// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The report of a campaign as one JSON document.
import { closeUnbound, formatProgram } from '../../generators/text';
import type { CampaignReport, Counterexample } from '../campaign/report';

/** Raised when a field changes its meaning or goes away; new fields may come at any time. */
const FORMAT = 1;

/** The document that `--json` prints. */
export function formatJson(report: CampaignReport): string {
  const { verdict, implementation, clauses, coverage, demands, counterexamples, ...rest } = report;
  const { unexercised, violated, counts, total } = clauses;
  const document = {
    format: FORMAT,
    verdict,
    kernel: implementation.kernel ?? null,
    implementation,
    ...rest,
    clauses: {
      total,
      exercised: total - unexercised.length,
      violated: violated.length,
      violatedIds: violated,
      unexercised,
      counts,
    },
    coverage,
    demands,
    counterexamples: counterexamples.map(counterexampleDocument),
  };
  return `${JSON.stringify(document, rounded, 2)}\n`;
}

/** Six digits of a measurement are more than enough. */
const rounded = (_: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value;

function counterexampleDocument(found: Counterexample): object {
  return { text: formatProgram(closeUnbound(found.program)), ...found };
}
