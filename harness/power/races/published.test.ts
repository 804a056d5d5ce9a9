// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// docs/race-kills.md says what is so. Measured again is the cheapest kill of each fault.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { raceKillsMarkdown } from '../../reporters/race-kills';
import { measureRaces, RACE_FAULTS, type RaceCell } from './hunt';
import { formatRaceKills, raceSurvivorsOf, readRaceKills } from './published';
import { RACE_STRATEGIES } from './strategies';

const kills = readRaceKills();
const docs = join(__dirname, '..', '..', '..', 'docs');

const costOf = ({ schedules }: RaceCell): number => schedules ?? Infinity;
const cheapest = (fault: string): RaceCell | undefined =>
  kills.cells.filter((cell) => cell.fault === fault).toSorted((a, b) => costOf(a) - costOf(b))[0];

test('the page is that of the figures', () => {
  expect(raceKillsMarkdown(kills)).toBe(readFileSync(join(docs, 'race-kills.md'), 'utf8'));
  expect(formatRaceKills(kills)).toBe(readFileSync(join(docs, 'race-kills.json'), 'utf8'));
});

test('every fault is hunted by every strategy', () => {
  expect(kills.cells).toHaveLength(RACE_FAULTS.length * RACE_STRATEGIES.length);
});

// Both need a load of the very file that is being loaded, which the table of pairs has and hardly any generated race.
test('every fault is seen by two strategies, but for two', () => {
  expect(raceSurvivorsOf(kills.cells)).toEqual(['btf-usable-while-coming', 'load-does-not-wait']);
});

describe.each(RACE_FAULTS)('$name', (fault) => {
  test('is seen as soon as the page says', async () => {
    const cell = cheapest(fault.name);
    const strategy = RACE_STRATEGIES.find(({ name }) => name === cell?.strategy);
    if (strategy === undefined) throw new Error(`nothing sees ${fault.name}`);
    const seeds = Array.from({ length: kills.seeds }, (_, index) => index + 1);
    expect(await measureRaces(fault, strategy, seeds, kills.limit)).toEqual(cell);
  });
});
