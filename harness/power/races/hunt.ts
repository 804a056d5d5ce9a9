// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Hunting a fault that needs two threads: races run on the faulty kernel until one shows it.
import { FAULTS, simulator, type Fault } from '../../adapters/simulator';
import { AS_IT_IS, runRaceCampaign } from '../../campaign/race/campaign';
import { raceOracleFor } from '../../campaign/race/specification';
import { median } from '../matrix';
import type { RaceStrategy } from './strategies';

export const RACE_FAULTS: readonly Fault[] = FAULTS.filter(({ area }) => area === 'race');

/** One fault hunted by one strategy, over some seeds. */
export interface RaceCell {
  readonly fault: string;
  readonly strategy: string;
  readonly hunts: number;
  readonly kills: number;
  /** Median of the schedules run until the race that showed it was through; null when most hunts saw nothing. */
  readonly schedules: number | null;
}

/** Schedules of each race. */
const EACH = 50;

/** Hunts once for each seed, each time with so many schedules at most. Deterministic. */
export async function measureRaces(
  fault: Fault,
  strategy: RaceStrategy,
  seeds: readonly number[],
  limit: number,
): Promise<RaceCell> {
  const hunts: number[] = [];
  for (const seed of seeds) hunts.push(await schedulesUntilSeen(fault, strategy, seed, limit));
  const schedules = median(hunts);
  return {
    fault: fault.name,
    strategy: strategy.name,
    hunts: hunts.length,
    kills: hunts.filter(Number.isFinite).length,
    schedules: Number.isFinite(schedules) ? schedules : null,
  };
}

async function schedulesUntilSeen(
  { name: fault, kernel }: Fault,
  { scheduler, source }: RaceStrategy,
  seed: number,
  limit: number,
): Promise<number> {
  const report = await runRaceCampaign(
    {
      seed,
      races: Math.ceil(limit / EACH),
      rounds: EACH,
      scheduler,
      preemptions: 2,
      maxFailures: 1,
      maxReconnections: 0,
      shrinking: AS_IT_IS,
    },
    {
      adapter: simulator({ kernel, fault }),
      oracle: (implementation, door) => raceOracleFor(implementation, door, { profile: kernel, source: source(seed) }),
      now: () => 0,
    },
  );
  return report.verdict === 'violates' ? report.rounds : Infinity;
}
