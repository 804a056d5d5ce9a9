// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Campaigns side by side: clause x kernel.
import { CLAUSE_IDS, type ClauseId } from '../../../spec';
import { standingOf, type Column, type Standing } from './column';

export interface Row {
  readonly clause: ClauseId;
  /** One for each column. */
  readonly standings: readonly Standing[];
}

export interface Matrix {
  readonly columns: readonly Column[];
  /** Every clause that some kernel has anything to do with, in the order of the specification. */
  readonly rows: readonly Row[];
}

export function matrixOf(columns: readonly Column[]): Matrix {
  const rows = CLAUSE_IDS.map((clause) => ({ clause, standings: columns.map((column) => standingOf(clause, column)) }));
  return { columns, rows: rows.filter(({ standings }) => standings.some((each) => each !== 'not applicable')) };
}

/** How many clauses of a column fared so. */
export const countOf = ({ rows }: Matrix, column: number, standing: Standing): number =>
  rows.filter(({ standings }) => standings[column] === standing).length;

/** Whether the kernels differ in what they do, and not only in what was run on them. */
export function differs({ standings }: Row): boolean {
  const done = new Set(standings.filter((each) => each === 'agrees' || each === 'deviates'));
  return done.size > 1;
}
