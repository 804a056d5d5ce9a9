// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// docs/race-kills.md and the figures beside it, so that a test can measure them again.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataDirectory } from '../../data-directory';
import { formatCount } from '../../reporters/wrap';
import { median } from '../matrix';
import { RACE_FAULTS, type RaceCell } from './hunt';
import { RACE_STRATEGIES } from './strategies';

export interface RaceKills {
  readonly seeds: number;
  readonly limit: number;
  readonly cells: readonly RaceCell[];
}

/** How many strategies must see a fault. */
export const RACE_BAR = 2;

/** Names of the faults that too few strategies see in most of their hunts. */
export const raceSurvivorsOf = (cells: readonly RaceCell[]): readonly string[] =>
  RACE_FAULTS.map(({ name }) => name).filter(
    (name) => cells.filter(({ fault, schedules }) => fault === name && schedules !== null).length < RACE_BAR,
  );

/** One cell a line, so that a change shows which. */
export const formatRaceKills = ({ seeds, limit, cells }: RaceKills): string =>
  `{\n  "seeds": ${seeds},\n  "limit": ${limit},\n  "cells": [\n${cells
    .map((cell) => `    ${JSON.stringify(cell)}`)
    .join(',\n')}\n  ]\n}\n`;

export const readRaceKills = (): RaceKills =>
  JSON.parse(readFileSync(join(dataDirectory(__dirname, 'docs'), 'race-kills.json'), 'utf8')) as RaceKills;

const cellText = (cell: RaceCell | undefined): string => {
  if (cell === undefined) return 'not run';
  if (cell.schedules === null) return cell.kills === 0 ? '-' : `${cell.kills}/${cell.hunts}`;
  return formatCount(cell.schedules);
};

const row = (texts: readonly string[]): string => `| ${texts.join(' | ')} |`;
const heading = (texts: readonly string[]): readonly string[] => [row(texts), row(texts.map(() => '---'))];

const hunts = (seeds: number): string => (seeds === 1 ? 'one hunt' : `the median of ${seeds} seeds`);

/** The page. */
export function raceKillsMarkdown({ seeds, limit, cells }: RaceKills): string {
  const summaries = RACE_STRATEGIES.map(({ name, summary }) => {
    const seen = cells.flatMap(({ strategy, schedules }) =>
      strategy === name && schedules !== null ? [schedules] : [],
    );
    return row([name, `${seen.length} of ${RACE_FAULTS.length}`, formatCount(median(seen)), summary]);
  });
  const rows = RACE_FAULTS.map(({ name, description }) => {
    const texts = RACE_STRATEGIES.map((strategy) =>
      cellText(cells.find((cell) => cell.fault === name && cell.strategy === strategy.name)),
    );
    return row([`\`${name}\``, ...texts, description.replaceAll('|', '\\|')]);
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
    ...heading(['strategy', 'sees', 'median', 'what it is']),
    ...summaries,
    '',
    conclusion,
    '',
    ...heading(['fault', ...RACE_STRATEGIES.map(({ name }) => name), 'what is wrong']),
    ...rows,
  ].join('\n')}\n`;
}
