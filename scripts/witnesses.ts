// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Writes spec/corpus/*.program: the smallest program for each clause, found by the model. Run with npm run witnesses.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findWitnesses, formatProgram } from '../generators';
import { clausesOf, createModel } from '../model';
import {
  CLAUSES,
  formatReturn,
  DEFAULT_PROFILE,
  KERNEL_OPERATIONS,
  observableClauses,
  OPERATIONS,
  profileNamed,
  type Program,
} from '../spec';

/** Clauses about a whole run rather than an operation: every program is a witness of them. */
const EVERYWHERE = new Set(['LOG-01', 'LEAK-01']);
const profile = profileNamed(DEFAULT_PROFILE);
const model = createModel(profile);
const clauses = observableClauses(profile.name).filter((id) => !EVERYWHERE.has(id));

function expectations({ operations }: Program): string[] {
  let state = model.initial;
  return operations.map((operation) => {
    const [first] = model.step(state, operation);
    if (first === undefined) throw new Error(`no transition for ${operation.op}`);
    state = first.next;
    return formatReturn(first.ret);
  });
}

/** Few implementations have a loader, so only clauses about loaders may use one. */
const kernel = new Set(KERNEL_OPERATIONS.map(({ op }) => op));
const all = new Set(OPERATIONS.map(({ op }) => op));
const ofKernel = clausesOf(kernel);
const search = { seed: 1, programs: 300_000 };
const witnesses = new Map([
  ...findWitnesses(model, { ...search, operations: kernel, clauses: clauses.filter((id) => ofKernel.has(id)) }),
  ...findWitnesses(model, { ...search, operations: all, clauses: clauses.filter((id) => !ofKernel.has(id)) }),
]);
for (const [clause, program] of witnesses) {
  const text = formatProgram(program, { comments: expectations(program) });
  writeFileSync(
    join(__dirname, '..', 'spec', 'corpus', `${clause}.program`),
    `# ${clause}: ${CLAUSES[clause].statement}\n${text}`,
  );
}
const missing = clauses.filter((id) => !witnesses.has(id));
process.stdout.write(`${String(witnesses.size)} witnesses, missing: ${missing.join(' ') || 'none'}\n`);
