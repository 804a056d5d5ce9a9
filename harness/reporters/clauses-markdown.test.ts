// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { CLAUSE_IDS, OPERATIONS } from '../../spec';
import { formatClauses } from './clauses-markdown';

test('spec/CLAUSES.md is what npm run clauses writes', () => {
  expect(readFileSync(join(__dirname, '..', '..', 'spec', 'CLAUSES.md'), 'utf8')).toBe(formatClauses());
});

test('every clause and every operation is in it', () => {
  const text = formatClauses();
  for (const id of CLAUSE_IDS) expect(text).toContain(`| ${id} |`);
  for (const { op } of OPERATIONS) expect(text).toContain(`## ${op}\n`);
});
