// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Output that cannot be written is neither wrong usage nor a verdict.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { commandLine } from '../testing/command-line';
import { EXIT } from './exit';

const directory = mkdtempSync(join(tmpdir(), 'outputs-'));
afterAll(() => rmSync(directory, { recursive: true }));
writeFileSync(join(directory, 'file'), '');
const NOWHERE = join(directory, 'none', 'all');
const UNDER_A_FILE = join(directory, 'file', 'all');

const RUN = ['run', '--programs', '1', '--no-corpus'];
const RACE = ['race', '--races', '1', '--rounds', '1'];
const KILL = ['faults', '--kill', 'link-holds-no-map', '--strategy', 'corpus', '--jobs', '1'];

describe('a file that cannot be written', () => {
  test.each([
    [[...RUN, '--save', UNDER_A_FILE], UNDER_A_FILE],
    [[...RACE, '--save', UNDER_A_FILE], UNDER_A_FILE],
    [[...RACE, '--markdown', NOWHERE], NOWHERE],
    [[...RACE, '--markdown', directory], directory],
    [['matrix', '--adapter', 'simulator', '--kernel', '6.12', '--programs', '1', '--markdown', NOWHERE], NOWHERE],
    [[...KILL, '--markdown', NOWHERE], NOWHERE],
    [[...KILL, '--record', UNDER_A_FILE], UNDER_A_FILE],
    [['explore', '--scope', 'modules=1', '--graph', NOWHERE], NOWHERE],
  ])('%j exits 74 before any work', async (args, place) => {
    const { code, stdout, stderr } = await commandLine(args);
    expect({ code, stdout }).toEqual({ code: EXIT.io, stdout: '' });
    expect(stderr).toMatch(/^struct-ops-conformance: cannot write /m);
    expect(stderr).toContain(`'${place}'`);
    expect(stderr).toContain('\n  try: ');
    expect(stderr).not.toMatch(/^ +at /m);
  });
});
