// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { DEFAULTS, meetsHazard } from '../../generators';
import { createModel } from '../../model';
import { profileNamed, PROFILES } from '../../spec';
import { DataError } from '../errors';
import { oracleFor } from '../campaign/oracle';
import { ownKnownList, readKnownList } from './known-file';

test.each(PROFILES.map(({ name }) => name))('what the list of %s names is there', (name) => {
  for (const { finding, shape, program, see } of ownKnownList(name)) {
    expect([finding, existsSync(see)]).toEqual([finding, true]);
    // What is told by violations could be told by others: this project's own lists say what the kernel does.
    expect([finding, shape.kind]).not.toEqual([finding, 'violations']);
    const hazard = program && meetsHazard(createModel(profileNamed(name)), program);
    expect([finding, hazard ?? false]).toEqual([finding, false]);
  }
});

test('kernels that were tested have a list, and one that never was has none', () => {
  expect(ownKnownList('6.12').map(({ finding }) => finding)).toContain('update-owner-reports-success');
  expect(ownKnownList('v12')).toEqual([]);
});

test('a list with a mistake names the file and the entry', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'known-'));
  try {
    const file = join(directory, 'own.list');
    writeFileSync(file, 'Finding: mine\nProgram: absent.program\n');
    await expect(readKnownList(file)).rejects.toThrow(
      new DataError(file, "the entry 'mine' has no Reason", 'Reason: why the kernel does otherwise'),
    );
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test('what a kernel does not survive is known only where it may be run: it looks like any other report of a bug', () => {
  const named = (hazards: boolean): readonly string[] =>
    oracleFor(
      { name: 'guest', version: '1', kernel: '6.12.95+deb12-cloud-amd64' },
      { ...DEFAULTS, profile: 'auto', seed: 1, hazards, deviations: ownKnownList },
    ).deviations?.map(({ finding }) => finding) ?? [];
  const ending = ['program-and-map-hold-each-other', 'tcp-update-to-itself', 'grow-table-under-maps'];
  expect(named(true)).toEqual(expect.arrayContaining(ending));
  expect(named(false)).toEqual(named(true).filter((finding) => !ending.includes(finding)));
  expect(named(false)).toContain('program-of-another-btf');
});
