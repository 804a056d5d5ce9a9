// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Writes docs/race-kills.md and its figures: every fault that needs two threads, by every race strategy. Run with
// npm run race-kills [-- SEEDS SCHEDULES].
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureRaces, RACE_FAULTS, type RaceCell } from '../harness/power/races/hunt';
import { formatRaceKills } from '../harness/power/races/published';
import { RACE_STRATEGIES } from '../harness/power/races/strategies';
import { raceKillsMarkdown } from '../harness/reporters/race-kills';

const docs = join(__dirname, '..', 'docs');

async function main(count: number, limit: number): Promise<void> {
  const seeds = Array.from({ length: count }, (_, index) => index + 1);
  const cells: RaceCell[] = [];
  for (const fault of RACE_FAULTS) {
    for (const strategy of RACE_STRATEGIES) cells.push(await measureRaces(fault, strategy, seeds, limit));
    const texts = cells.filter((cell) => cell.fault === fault.name).map(({ schedules }) => String(schedules ?? '-'));
    process.stdout.write(`${fault.name}: ${texts.join(' ')}\n`);
  }
  const kills = { seeds: count, limit, cells };
  writeFileSync(join(docs, 'race-kills.json'), formatRaceKills(kills));
  writeFileSync(join(docs, 'race-kills.md'), raceKillsMarkdown(kills));
}

const [seeds = '1', schedules = '40000'] = process.argv.slice(2);
void main(Number(seeds), Number(schedules));
