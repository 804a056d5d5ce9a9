// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What a campaign exercised, beyond clauses: cells, pairs of operations, and what keeps clauses from being exercised.
import { RULES, type Explanation } from '../../model';
import type { Operation, Program } from '../../spec';
import type { Followed } from '../judge/verdict';
import { Pairs } from './pairs';
import { seen } from './seen';
import { Swarm, type Influences } from './suppression';
import { Tally, type Counts } from './tally';

export interface CoverageReport {
  /** How often each cell was exercised, as far as that is certain. */
  readonly cells: Counts;
  /** How many operations happened in no certain cell. */
  readonly uncertain: number;
  /** How often an operation followed another on the same object, by `KIND: FIRST -> SECOND`. */
  readonly pairs: Counts;
  readonly influences: Influences;
}

/** Whether programs are a sample, drawn at random, or were given and say nothing about what is generated. */
export type Origin = 'generated' | 'given';

export class Coverage {
  private readonly seenCells = new Tally();
  private readonly pairs = new Pairs();
  private readonly swarm = new Swarm();
  private uncertain = 0;

  add(program: Program, { explained, operations, clauses }: Followed, origin: Origin): void {
    this.pairs.forget();
    for (const [index, explanations] of explained.entries()) {
      const operation = program.operations[index];
      if (operation !== undefined) this.follow(operation, explanations);
    }
    if (origin === 'generated') this.swarm.add(program, operations, clauses.keys());
  }

  private follow(operation: Operation, explanations: readonly Explanation[]): void {
    const { cell, touched } = seen(operation, explanations);
    if (cell === undefined) this.uncertain++;
    else this.seenCells.add(cell);
    if (explanations.length === 0) this.pairs.forget();
    else this.pairs.add(operation.op, touched);
  }

  /** How often each cell was exercised for certain. */
  get cells(): Counts {
    return this.seenCells.toRecord();
  }

  report(): CoverageReport {
    return {
      cells: this.cells,
      uncertain: this.uncertain,
      pairs: this.pairs.toRecord(),
      influences: this.swarm.influences(decides),
    };
  }
}

const decided: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  RULES.map(({ op, clauses }) => [op, new Set(clauses)]),
);

/** Whether the rule of the operation names the clause. */
const decides = (operation: string, clause: string): boolean => decided.get(operation)?.has(clause) === true;
