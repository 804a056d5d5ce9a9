// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Findings of races as files that `replay` runs.
import { basename, join } from 'node:path';
import { formatRace } from '../../generators/text';
import { formatSchedule } from '../schedulers/schedule';
import type { RaceFinding, RaceReport } from '../campaign/race/report';
import { headlineOf } from '../reporters/race/finding';
import { SCHEDULE } from './race-file';
import { writeText } from './text-file';

/** Where a finding goes; the same finding of the same seed always has the same name. */
export function savedRaceName(directory: string, { seed }: Pick<RaceReport, 'seed'>, finding: RaceFinding): string {
  const { name, index, violation } = finding;
  const origin = name === undefined ? String(index) : basename(name, '.race');
  return join(
    directory,
    `${seed}-${origin}-${violation.kind === 'residue' ? 'residue' : (violation.operation?.op ?? 'reset')}.race`,
  );
}

/** Writes each finding into the directory, which is there. */
export function saveRaces(directory: string, report: RaceReport): void {
  for (const finding of report.findings) {
    writeText(savedRaceName(directory, report, finding), describe(report, finding));
  }
}

function describe({ adapter, implementation, profile, seed }: RaceReport, finding: RaceFinding): string {
  const { name, version, kernel } = implementation;
  const header = [
    `# violates ${headlineOf(finding)}`,
    `# adapter: ${adapter} (${name} ${version}, kernel ${kernel ?? 'none'})`,
    `# profile: ${profile}`,
    `# seed: ${seed}, race ${finding.index}`,
    ...(finding.standing.kind === 'replays' ? [`${SCHEDULE} ${formatSchedule(finding.standing.schedule)}`] : []),
  ];
  return `${header.join('\n')}\n\n${formatRace(finding.race)}`;
}
