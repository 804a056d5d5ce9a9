// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { bindsIn, CLAUSES, CLAUSE_IDS, clausesOfPatch, COMMITS, PATCHES, PROFILE_NAMES } from '../../../spec';
import { commandLine } from '../../testing/command-line';
import { expectGolden } from '../../testing/golden';

const idsOf = async (...args: string[]): Promise<string[]> => {
  const { code, stdout } = await commandLine(['clauses', ...args, '--json']);
  expect(code).toBe(0);
  return (JSON.parse(stdout) as { id: string }[]).map(({ id }) => id);
};

describe('clauses', () => {
  it.each(PATCHES)('lists those of patch $number', async (patch) => {
    expect(await idsOf('--patch', String(patch.number))).toEqual(clausesOfPatch(patch));
  });

  it.each(PROFILE_NAMES)('lists those of profile %s', async (name) => {
    expect(await idsOf('--profile', name)).toEqual(CLAUSE_IDS.filter((id) => bindsIn(CLAUSES[id], name)));
  });

  it('lists what is all that is asked for', async () => {
    const both = await idsOf('MAP', 'LINK', '--patch', '3', '--profile', '7.3');
    expect(both).toEqual(['LINK-UPDATE-10']);
  });

  it('says so when nothing is', async () => {
    const nothing = { code: 0, stdout: '', stderr: 'no clause is all of that\n' };
    expect(await commandLine(['clauses', 'LOADER', '--patch', '9'])).toEqual(nothing);
    expect(await commandLine(['-q', 'clauses', 'LOADER', '--patch', '9'])).toEqual({ ...nothing, stderr: '' });
    expect(await idsOf('LOADER', '--patch', '9')).toEqual([]);
  });

  it('tells the title of every commit', async () => {
    const { stdout } = await commandLine(['clauses']);
    const words = stdout.replaceAll(/\s+/g, ' ');
    for (const [hash, { title }] of Object.entries(COMMITS)) expect(words).toContain(`${hash} ${title}`);
  });

  it.each([
    ['text.txt', ['MAP-CREATE-1', 'REG-33', '--patch', '7']],
    ['patch.txt', ['--patch', '2']],
    ['profile.txt', ['LINK-DETACH', 'LINK-CREATE-07', '--profile', '6.12']],
    ['list.json', ['MAP-CREATE-32', 'REG-33', '--json']],
  ])('prints %s', async (name, args) => {
    const { stdout } = await commandLine(['clauses', ...args]);
    expectGolden(join(__dirname, 'golden', `clauses-${name}`), stdout);
  });
});
