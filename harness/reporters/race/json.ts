// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The report of a race campaign as one JSON document.
import { formatRace } from '../../../generators/text';
import { formatSchedule } from '../../schedulers/schedule';
import type { RaceFinding, RaceReport } from '../../campaign/race/report';

/** Raised when a reader of the document would have to change. */
const FORMAT = 1;

/** Races and schedules are given as text as well, as `replay` takes them. */
export const formatRaceJson = (report: RaceReport): string =>
  `${JSON.stringify({ format: FORMAT, ...report, findings: report.findings.map(findingOf) }, null, 2)}\n`;

const findingOf = (finding: RaceFinding) => ({
  ...finding,
  text: formatRace(finding.race),
  ...(finding.standing.kind === 'replays' ? { schedule: formatSchedule(finding.standing.schedule) } : {}),
});
