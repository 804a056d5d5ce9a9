// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What a campaign has judged so far.
import type { Verdict } from '../judge/verdict';
import { Coverage, type Origin } from '../coverage/coverage';
import { Demands, type Demand } from '../coverage/demand';
import { hadEffect } from '../judge/effects';
import { Tally } from '../coverage/tally';
import type { Program } from '../../spec';

export class Ledger {
  programs = 0;
  operations = 0;
  /** Operations that certainly did something. */
  effects = 0;
  readonly clauses = new Tally();
  readonly violated = new Set<string>();
  readonly operationCounts = new Tally();
  readonly unknown = new Tally();
  readonly refused = new Tally();
  readonly coverage = new Coverage();
  readonly demands: Demands;

  constructor(demands: readonly Demand[]) {
    this.demands = new Demands(demands);
  }

  /** Takes note of what was judged; a program about which nothing is known counts as no program. */
  add(program: Program, verdict: Verdict, origin: Origin): void {
    if (verdict.kind === 'unknown') {
      this.unknown.add(verdict.reason);
      return;
    }
    this.programs++;
    this.operations += verdict.operations;
    for (const [index, explanations] of verdict.explained.entries()) {
      const operation = program.operations[index];
      if (operation !== undefined && hadEffect(operation, explanations)) this.effects++;
    }
    for (const { op } of program.operations.slice(0, verdict.operations)) this.operationCounts.add(op);
    for (const [clause, times] of verdict.clauses) this.clauses.add(clause, times);
    this.coverage.add(program, verdict, origin);
    if (origin === 'generated') this.demands.add(verdict.operations, verdict.clauses);
    for (const { violation } of verdict.deviated ?? [])
      for (const clause of violation.clauses) this.violated.add(clause);
    if (verdict.kind === 'violates') for (const clause of verdict.violation.clauses) this.violated.add(clause);
  }
}
