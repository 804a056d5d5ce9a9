// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What races see, for docs/.
import { median } from '../power/matrix';
import { RACE_FAULTS, type RaceCell } from '../power/races/hunt';
import { RACE_BAR, raceSurvivorsOf, type RaceKills } from '../power/races/published';
import { RACE_STRATEGIES } from '../power/races/strategies';
import { markdownTable } from './markdown-table';
import { sightingText } from './sighting';
import { formatCount } from '../platform/words';

const cellText = (cell: RaceCell | undefined): string => sightingText(cell && { ...cell, cost: cell.schedules });

const hunts = (seeds: number): string => (seeds === 1 ? 'one hunt' : `the median of ${seeds} seeds`);

/** The page. */
export function raceKillsMarkdown({ seeds, limit, cells }: RaceKills): string {
  const summaries = RACE_STRATEGIES.map(({ name, summary }) => {
    const seen = cells.flatMap(({ strategy, schedules }) =>
      strategy === name && schedules !== null ? [schedules] : [],
    );
    return [name, `${seen.length} of ${RACE_FAULTS.length}`, formatCount(median(seen)), summary];
  });
  const rows = RACE_FAULTS.map(({ name, description }) => {
    const texts = RACE_STRATEGIES.map((strategy) =>
      cellText(cells.find((cell) => cell.fault === name && cell.strategy === strategy.name)),
    );
    return [`\`${name}\``, ...texts, description];
  });
  const survivors = raceSurvivorsOf(cells);
  const conclusion =
    survivors.length === 0
      ? `All ${RACE_FAULTS.length} faults are seen by at least ${RACE_BAR} strategies.`
      : `${survivors.length} of ${RACE_FAULTS.length} faults are seen by fewer than ${RACE_BAR} strategies: ${survivors.join(', ')}.`;
  return `${[
    '# What races see',
    '',
    'The defects of the simulated kernel that only two threads can show (the area race of `struct-ops-conformance faults`), by where',
    'races come from and who schedules their threads. Made by `npm run race-kills`.',
    '',
    `A number is how many schedules had run when the race that showed the fault was through: ${hunts(seeds)}. \`-\` means`,
    `not seen within ${formatCount(limit)} schedules. A test measures the cheapest of each again.`,
    '',
    markdownTable(['strategy', 'sees', 'median', 'what it is'], summaries),
    '',
    conclusion,
    '',
    markdownTable(['fault', ...RACE_STRATEGIES.map(({ name }) => name), 'what is wrong'], rows),
  ].join('\n')}\n`;
}
