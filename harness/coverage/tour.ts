// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What became of the cells of a tour.
import type { Atlas } from '../../generators/explore';
import type { Counts } from './tally';

export interface TourReport {
  /** The bounds of the scope, by name. */
  readonly scope: Readonly<Record<string, number>>;
  /** Cells of the scope that a program can have for certain. */
  readonly reachable: number;
  readonly exercised: number;
  /** Cells in which the implementation did otherwise. */
  readonly violated: readonly string[];
  /** Reachable cells that were neither, in order. */
  readonly missed: readonly string[];
  /**
   * Cells that are no aim of a tour: `late`, those that a release would have to be late for, as far as it is known
   * which these are; `choice`, those of which the implementation chooses one.
   */
  readonly leftOut: { readonly late: number; readonly choice: number };
}

/** The report of a tour whose programs had some cells and met violations in others. */
export function tourReport(
  { land, reachable, leftOut }: Atlas,
  cells: Counts,
  violated: ReadonlySet<string>,
): TourReport {
  const had = (cell: string): boolean => cell in cells;
  const reasons = [...leftOut.values()];
  const all = [...reachable.keys()];
  return {
    scope: { ...land.scope },
    reachable: all.length,
    exercised: all.filter(had).length,
    violated: [...violated].filter((cell) => !had(cell)).sort(),
    missed: all.filter((cell) => !had(cell) && !violated.has(cell)).sort(),
    leftOut: {
      late: reasons.filter((reason) => reason === 'late').length,
      choice: reasons.filter((reason) => reason === 'choice').length,
    },
  };
}
