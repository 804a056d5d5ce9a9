// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { CLAUSES, CLAUSE_IDS, COMMITS, isClauseId, type ClauseId, type CommitHash } from './index';

/** Clauses about kernel code whose commit is known by its title only, and a document that is no code. */
const WITHOUT_ORIGIN: Readonly<Partial<Record<ClauseId, string>>> = {
  'MAP-DELETE-07': 'bpf: Return better error value in delete_elem for struct_ops map (March 2020)',
  'MAP-DELETE-08': 'bpf: Return better error value in delete_elem for struct_ops map (March 2020)',
  'MAP-FREEZE-03': 'bpf: Do not allow map_freeze in struct_ops map (March 2020)',
  'REG-24a': 'the check of ret_size in bpf_struct_ops_desc_init() (2025 or 2026)',
  'LOG-01': 'no function makes it so: it is what a kernel is for',
};
const ofTestModule = (id: ClauseId): boolean => CLAUSES[id].source.startsWith('docs/');
const hashes = Object.keys(COMMITS) as CommitHash[];

test('every clause about kernel code comes from a commit, but for the few that are listed', () => {
  const without = CLAUSE_IDS.filter((id) => !ofTestModule(id) && CLAUSES[id].origin.length === 0);
  expect(without.sort()).toEqual(Object.keys(WITHOUT_ORIGIN).filter(isClauseId).sort());
});

test("what only the suite's own test module says comes from no commit", () => {
  for (const id of CLAUSE_IDS.filter(ofTestModule)) expect([id, CLAUSES[id].origin]).toEqual([id, []]);
});

test('no clause names a commit twice, and the table has no commit that no clause names', () => {
  for (const id of CLAUSE_IDS) expect(CLAUSES[id].origin).toEqual([...new Set(CLAUSES[id].origin)]);
  const named = new Set(CLAUSE_IDS.flatMap((id) => CLAUSES[id].origin));
  expect(hashes.filter((hash) => !named.has(hash))).toEqual([]);
});

test('hashes have twelve digits, and no two commits have one title', () => {
  for (const hash of hashes) expect(hash).toMatch(/^[0-9a-f]{12}$/);
  expect(new Set(hashes.map((hash) => COMMITS[hash].title)).size).toBe(hashes.length);
});

test('origins are listed oldest first', () => {
  const age = new Map(hashes.map((hash, index) => [hash, index]));
  for (const id of CLAUSE_IDS) {
    const ages = CLAUSES[id].origin.map((hash) => age.get(hash) ?? -1);
    expect([id, ages]).toEqual([id, ages.toSorted((a, b) => a - b)]);
  }
});
