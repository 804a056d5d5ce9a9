// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Counterexamples as files that `replay` runs.
import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { closeUnbound } from '../../generators/text';
import type { CampaignReport, Counterexample } from '../campaign/report';
import { annotate } from '../reporters/annotated';
import { OutputError } from '../errors';
import { writeText } from './text-file';

/** Where a counterexample goes; the same finding of the same seed always has the same name. */
export const savedName = (directory: string, { seed }: Pick<CampaignReport, 'seed'>, found: Counterexample): string =>
  join(directory, `${seed}-${found.index}-${found.violation.operation?.op ?? found.violation.kind}.program`);

/** Writes each counterexample into the directory, which is made when it is not there. */
export function saveCounterexamples(directory: string, report: CampaignReport): void {
  for (const found of report.counterexamples) {
    writeText(savedName(directory, report, found), describe(report, found));
  }
}

/** Makes the directory; done before a campaign, so that a wrong name does not cost one. */
export function prepareDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true });
    accessSync(directory, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new OutputError(`to '${directory}'`, error, '--save with a directory of yours');
  }
}

/** The readable failure first, as comments; then the program. */
function describe(report: CampaignReport, found: Counterexample): string {
  const { adapter, implementation, profile, seed } = report;
  const header = [
    `violates: ${found.violation.clauses.join(', ')}`,
    `adapter: ${adapter} (${implementation.name} ${implementation.version}, kernel ${implementation.kernel ?? 'none'})`,
    `profile: ${profile}`,
    `seed: ${seed}, program ${found.index}`,
  ];
  return `${header.map((line) => `# ${line}\n`).join('')}\n${annotate(closeUnbound(found.program), found.history, found.violation)}`;
}
