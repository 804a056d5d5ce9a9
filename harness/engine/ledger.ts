// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What a campaign has judged so far.
import type { Verdict } from '../check/verdict';
import type { Program } from '../../spec';
import { Tally } from './tally';

export class Ledger {
  programs = 0;
  operations = 0;
  readonly clauses = new Tally();
  readonly violated = new Set<string>();
  readonly operationCounts = new Tally();
  readonly unknown = new Tally();
  readonly refused = new Tally();

  /** Takes note of what was judged; a program about which nothing is known counts as no program. */
  add(program: Program, verdict: Verdict): void {
    if (verdict.kind === 'unknown') {
      this.unknown.add(verdict.reason);
      return;
    }
    this.programs++;
    this.operations += verdict.operations;
    for (const { op } of program.operations.slice(0, verdict.operations)) this.operationCounts.add(op);
    for (const [clause, times] of verdict.clauses) this.clauses.add(clause, times);
    if (verdict.kind === 'violates') for (const clause of verdict.violation.clauses) this.violated.add(clause);
  }
}
