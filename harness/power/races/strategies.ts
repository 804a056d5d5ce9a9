// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Race strategies: where races come from, and who schedules their threads.
import type { RaceSource } from '../../campaign/race/specification';
import type { StrategyName } from '../../campaign/race/strategies';

export interface RaceStrategy {
  readonly name: string;
  /** One phrase for the documentation. */
  readonly summary: string;
  readonly scheduler: StrategyName;
  readonly source: (seed: number) => RaceSource;
}

/** What cripples a sound kernel as well would prove nothing. */
const generated = (seed: number): RaceSource => ({ kind: 'generated', seed, hazards: false });
const pairs = (): RaceSource => ({ kind: 'pairs' });

export const RACE_STRATEGIES: readonly RaceStrategy[] = [
  {
    name: 'portfolio',
    summary: 'generated races, all schedulers in turn, as `race` runs them',
    scheduler: 'portfolio',
    source: generated,
  },
  {
    name: 'uniform',
    summary: 'generated races, each step by any thread that can go on',
    scheduler: 'uniform',
    source: generated,
  },
  { name: 'pct2', summary: 'generated races, PCT for bugs of depth 2', scheduler: 'pct2', source: generated },
  {
    name: 'urw',
    summary: 'generated races, each interleaving as likely as any other',
    scheduler: 'urw',
    source: generated,
  },
  {
    name: 'exhaustive',
    summary: 'generated races, the schedules with two preemptions at most',
    scheduler: 'exhaustive',
    source: generated,
  },
  {
    name: 'pairs',
    summary: 'the races of the table of pairs, all schedulers in turn',
    scheduler: 'portfolio',
    source: pairs,
  },
];
