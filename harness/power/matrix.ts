// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The kill matrix: what each strategy makes of each fault, as plain values.

import type { Fault } from '../adapters/simulator';
import type { Strategy } from './strategy';

/** One fault hunted by one strategy, over some seeds. */
export interface Cell {
  readonly fault: string;
  readonly strategy: string;
  /** How many hunts there were (one where the strategy takes no seed), and in how many the fault was seen. */
  readonly hunts: number;
  readonly kills: number;
  /** Median of the operations until the fault was seen; a hunt without a kill counts as endless. Null: endless. */
  readonly operations: number | null;
  /** Operations of the shrunk counterexample, the median over the kills; null without one. */
  readonly length: number | null;
  /** The clauses that the shrunk counterexamples break. */
  readonly clauses: readonly string[];
}

/** All faults by all strategies. */
export interface KillMatrix {
  readonly faults: readonly Fault[];
  readonly strategies: readonly Strategy[];
  readonly seeds: number;
  readonly limit: number;
  readonly cells: readonly Cell[];
}

/** How many strategies must see a fault, and in how many operations each. */
export const BAR = { strategies: 2, operations: 2000 } as const;

/** The strategies that see a fault within the bar. */
export const killersOf = (cells: readonly Cell[]): readonly Cell[] =>
  cells.filter(({ operations }) => operations !== null && operations < BAR.operations);

/** Names of the faults that too few strategies see: fewer than the bar asks for, or than there were to try. */
export function survivorsOf(cells: readonly Cell[]): readonly string[] {
  const [faults, strategies] = [distinct(cells, 'fault'), distinct(cells, 'strategy')];
  const needed = Math.min(BAR.strategies, strategies.length);
  return faults.filter((name) => killersOf(cells.filter(({ fault }) => fault === name)).length < needed);
}

const distinct = (cells: readonly Cell[], key: 'fault' | 'strategy'): readonly string[] => [
  ...new Set(cells.map((cell) => cell[key])),
];

/** The middle value, the lower one of two; infinite values are taken as they are. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[(sorted.length - 1) >> 1] ?? Infinity;
}
