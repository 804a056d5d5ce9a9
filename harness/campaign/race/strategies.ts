// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The strategies by their names, and what each has proved when its runs are over.
import { Exhaustive } from '../../schedulers/exhaustive';
import { Pct } from '../../schedulers/pct';
import { Replay } from '../../schedulers/replay';
import type { Schedule } from '../../schedulers/schedule';
import { Portfolio } from '../../schedulers/portfolio';
import type { Strategy } from '../../schedulers/strategy';
import { Uniform } from '../../schedulers/uniform';
import { Urw } from '../../schedulers/urw';

export const STRATEGY_NAMES = ['portfolio', 'uniform', 'pct1', 'pct2', 'pct3', 'pct4', 'urw', 'exhaustive'] as const;
export type StrategyName = (typeof STRATEGY_NAMES)[number];

/** What the runs of a strategy have proved of one race. */
export interface Proof {
  /** For each depth that PCT drew for: the chance that a bug of that depth was missed, at most. */
  readonly missed: readonly DepthBound[];
  /** Every schedule with at most so many preemptions was run. */
  readonly preemptions?: number;
  /** Every schedule was run. */
  readonly complete: boolean;
}

export interface DepthBound {
  readonly depth: number;
  readonly missed: number;
  readonly threads: number;
  readonly steps: number;
}

export interface Prover {
  readonly strategy: Strategy;
  readonly proof: () => Proof;
}

export interface StrategyOptions {
  readonly seed: number;
  /** Preemptions of the exhaustive search at most. */
  readonly preemptions: number;
}

const DEPTHS = [1, 2, 3, 4];

/** A new strategy for one race. */
export function proverFor(name: StrategyName, { seed, preemptions }: StrategyOptions): Prover {
  const pct = DEPTHS.filter((depth) => name === 'portfolio' || name === `pct${depth}`).map(
    (depth) => new Pct(depth, seed + depth),
  );
  const exhaustive = name === 'portfolio' || name === 'exhaustive' ? [new Exhaustive({ bound: preemptions })] : [];
  const walks = [
    ...(name === 'portfolio' || name === 'uniform' ? [new Uniform(seed)] : []),
    ...(name === 'portfolio' || name === 'urw' ? [new Urw(seed)] : []),
  ];
  const members = [...exhaustive, ...walks, ...pct];
  const [only] = members;
  return {
    strategy: members.length === 1 && only !== undefined ? only : new Portfolio(members),
    proof: () => proofOf(pct, exhaustive[0]),
  };
}

/** One schedule and no other, which proves nothing of those that were not run. */
export const replaying = (schedule: Schedule): Prover => ({
  strategy: new Replay(schedule),
  proof: () => ({ missed: [], complete: false }),
});

const proofOf = (pct: readonly Pct[], exhaustive: Exhaustive | undefined): Proof => ({
  missed: pct.map(({ depth, missed, extent }) => ({ depth, missed, ...extent })),
  ...(exhaustive === undefined ? {} : { preemptions: exhaustive.done }),
  complete: exhaustive?.complete === true,
});

/** What is proved of every one of several races: the worst of each. */
export function worstOf(proofs: readonly Proof[]): Omit<Proof, 'complete'> & { readonly complete: number } {
  const depths = [...new Set(proofs.flatMap(({ missed }) => missed.map(({ depth }) => depth)))];
  const levels = proofs.flatMap(({ preemptions, complete }) =>
    preemptions === undefined || complete ? [] : [preemptions],
  );
  return {
    missed: depths.map((depth) => worstAt(depth, proofs)),
    ...(levels.length === 0 ? {} : { preemptions: Math.min(...levels) }),
    complete: proofs.filter(({ complete }) => complete).length,
  };
}

/** A race whose schedules were all run has missed nothing. */
function worstAt(depth: number, proofs: readonly Proof[]): DepthBound {
  const bounds = proofs.flatMap(({ missed, complete }) =>
    missed.filter((bound) => bound.depth === depth).map((bound) => (complete ? { ...bound, missed: 0 } : bound)),
  );
  return {
    depth,
    missed: Math.max(...bounds.map(({ missed }) => missed)),
    threads: Math.max(...bounds.map(({ threads }) => threads)),
    steps: Math.max(...bounds.map(({ steps }) => steps)),
  };
}
