// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Flags of every command that runs a campaign, and what they come to.
import { randomInt } from 'node:crypto';
import { Option, type Command } from 'commander';
import type { Bounds } from '../campaign/limits';
import { MAX_RECONNECTIONS } from '../campaign/losses';
import type { Io } from './io';
import { duration, wholeNumber } from './values';

export interface CampaignFlags {
  readonly seed?: number;
  readonly timeBudget?: number;
  readonly failFast?: boolean;
  readonly maxFail: number;
  readonly json?: boolean;
  readonly save?: string;
}

/** A CI machine must find today what it found yesterday. */
const CI_SEED = 1;
export const MAX_SEED = 0x7fffffff;

export const addSeedFlag = (command: Command, seeded: string): Command =>
  command.addOption(
    new Option('--seed <N>', `seed of ${seeded} (default: random, 1 in CI)`).argParser(
      wholeNumber('--seed', 0, MAX_SEED),
    ),
  );

/** The flags that say when a campaign stops, and where its report goes. `saved`: what --save writes. */
export const addBoundsFlags = (command: Command, saved: string): Command =>
  command
    .addOption(
      new Option('--time-budget <TIME>', 'stop after this time, such as 30s or 10m').argParser(
        duration('--time-budget'),
      ),
    )
    .addOption(new Option('-x, --fail-fast', 'stop at the first violation').conflicts('maxFail'))
    .addOption(
      new Option('--max-fail <N>', 'stop after N different violations')
        .argParser(wholeNumber('--max-fail', 1))
        .default(5),
    )
    .option('--json', 'print the report as one JSON document')
    .option('--save <DIR>', `write each ${saved}`);

export const seedFrom = ({ seed }: CampaignFlags, io: Io): number => seed ?? (io.ci ? CI_SEED : randomInt(MAX_SEED));

export const boundsFrom = ({
  timeBudget,
  failFast,
  maxFail,
}: CampaignFlags): Bounds & { readonly maxReconnections: number } => ({
  ...(timeBudget === undefined ? {} : { timeBudgetMs: timeBudget }),
  maxFailures: failFast === true ? 1 : maxFail,
  maxReconnections: MAX_RECONNECTIONS,
});
