// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Nobody but a test imports upwards: the corpus is data of the specification, and the model is what can read it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { clausesAlong, formatProgram, parseProgram } from '../generators';
import { createModel } from '../model';
import { CLAUSES, formatReturn, isClauseId, observableClauses, DEFAULT_PROFILE, profileNamed } from './index';

const profile = profileNamed(DEFAULT_PROFILE);
const model = createModel(profile);
const folder = join(__dirname, 'corpus');
const clauses = readdirSync(folder).map((file) => file.replace(/\.program$/, ''));

test('every observable clause has a witness, but for those that every program witnesses', () => {
  expect([...clauses, 'LEAK-01', 'LOG-01'].sort()).toEqual([...observableClauses(profile.name)].sort());
});

test.each(clauses)('%s is decided by the last operation of its witness', (id) => {
  if (!isClauseId(id)) throw new Error(`no clause ${id}`);
  const text = readFileSync(join(folder, `${id}.program`), 'utf8');
  const parsed = parseProgram(text);
  if (parsed.kind !== 'program') throw new Error(JSON.stringify(parsed));
  expect(clausesAlong(model, parsed.program).at(-1)).toBe(id);
  let state = model.initial;
  const comments = parsed.program.operations.map((operation) => {
    const [first] = model.step(state, operation);
    state = first?.next ?? state;
    return formatReturn(first?.ret ?? 1);
  });
  expect(text).toBe(`# ${id}: ${CLAUSES[id].statement}\n${formatProgram(parsed.program, { comments })}`);
});
