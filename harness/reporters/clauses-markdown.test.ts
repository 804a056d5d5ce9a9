// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import {
  bindsIn,
  CHANGES,
  CLAUSE_IDS,
  CLAUSES,
  COMMITS,
  COVER,
  OPERATIONS,
  PATCHES,
  PROFILE_NAMES,
  type ClauseId,
} from '../../spec';
import { formatClauses } from './clauses-markdown';

const text = formatClauses();

test('spec/CLAUSES.md is what npm run clauses writes', () => {
  expect(readFileSync(join(__dirname, '..', '..', 'spec', 'CLAUSES.md'), 'utf8')).toBe(text);
});

test('every clause and every operation is in it', () => {
  for (const id of CLAUSE_IDS) expect(text).toMatch(new RegExp(`^\\|( \\d+ +\\|)? ${id} +\\|.*\\| .*`, 'm'));
  for (const { op } of OPERATIONS) expect(text).toContain(`## ${op}\n`);
});

test('every patch, change and statement of the series is in it', () => {
  const words = text.replaceAll(/\s+/g, ' ');
  for (const { posted, promise } of PATCHES) for (const said of [posted, promise]) expect(words).toContain(said);
  for (const { change } of CHANGES) expect(words).toContain(change);
  for (const { statement } of COVER) expect(words).toContain(statement);
});

test('every line of the contents leads to a heading', () => {
  const anchors = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading.toLowerCase());
  const slugs = new Set(anchors.map((heading) => heading.replaceAll(/[^\w -]/g, '').replaceAll(' ', '-')));
  const targets = [...text.matchAll(/\]\(#([^)]*)\)/g)].map(([, target = '']) => target);
  expect(targets.length).toBeGreaterThan(OPERATIONS.length);
  expect(targets.filter((target) => !slugs.has(target))).toEqual([]);
});

test('every commit that is named is linked, and no line of a table has too few cells', () => {
  const named = new Set([...text.matchAll(/\[([0-9a-f]{12})\](?!:)/g)].map(([, hash]) => hash));
  expect([...named].sort()).toEqual(Object.keys(COMMITS).sort());
  for (const hash of named)
    expect(text).toContain(`\n[${String(hash)}]: https://git.kernel.org/torvalds/c/${String(hash)}\n`);
  for (const section of text.split('\n\n').filter((block) => block.startsWith('| '))) {
    const cells = section.split('\n').map((line) => line.split(/(?<!\\)\|/).length);
    expect(new Set(cells).size).toBe(1);
  }
});

test('a dot stands in the column of every profile that a clause binds in, and in no other', () => {
  for (const section of text.split('\n\n').filter((block) => block.startsWith('| ') && block.includes(' 6.12 '))) {
    const [header = [], , ...rows] = section.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
    for (const row of rows) {
      const id = row[header.indexOf('clause')] ?? '';
      for (const name of PROFILE_NAMES)
        expect([id, name, row[header.indexOf(name)] === '●']).toEqual([
          id,
          name,
          bindsIn(CLAUSES[id as ClauseId], name),
        ]);
    }
  }
});
