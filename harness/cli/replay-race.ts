// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Races from files through the machinery of a campaign: each by its schedule where it has one and threads are controlled.
import { performance } from 'node:perf_hooks';
import { AS_IT_IS, runRaceCampaign } from '../campaign/race/campaign';
import type { NamedRace } from '../campaign/race/oracle';
import type { RaceReport } from '../campaign/race/report';
import { raceOracleFor } from '../campaign/race/specification';
import type { Adapter } from '../adapter';
import { quoted, retype, type AdapterFlags } from './options';
import { savedRaceName } from './save-races';

export interface ReplayRaceOptions {
  readonly profile: string;
  readonly signal?: AbortSignal;
}

/** Schedules or rounds of a race that has no schedule. */
const ROUNDS = 1000;

/** Runs the races as they are. */
export function replayRaces(
  adapter: Adapter,
  races: readonly NamedRace[],
  { profile, signal }: ReplayRaceOptions,
): Promise<RaceReport> {
  return runRaceCampaign(
    {
      seed: 0,
      races: races.length,
      rounds: ROUNDS,
      scheduler: 'portfolio',
      preemptions: 2,
      maxFailures: Infinity,
      maxReconnections: Infinity,
      shrinking: AS_IT_IS,
    },
    {
      adapter,
      oracle: (implementation, door) =>
        raceOracleFor(implementation, door, { profile, source: { kind: 'given', races } }),
      now: () => performance.now(),
      ...(signal === undefined ? {} : { signal }),
    },
  );
}

/** The command that runs a finding again, from its file or from what the reader pastes. */
export function replayOfRace(
  flags: AdapterFlags & { readonly save?: string },
  report: RaceReport,
  index: number,
): string {
  const finding = report.findings[index];
  const command = (file: string): string => `struct-ops-conformance replay ${file} ${retype(flags)}`;
  if (flags.save !== undefined && finding !== undefined)
    return command(quoted(savedRaceName(flags.save, report, finding)));
  return `${command('FILE')} (--save DIR writes the FILE)`;
}
