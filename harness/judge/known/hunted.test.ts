// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A campaign with a list of known deviations in force, against a kernel that has one of them and another fault like it.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { EXIT } from '../../cli/exit';
import { commandLine } from '../../testing/command-line';

const directory = mkdtempSync(join(tmpdir(), 'known-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** The entry of 6.12 that it is about, and no other. */
const LIST = join(directory, 'one.list');
const lists = join(__dirname, 'lists');
const entries = readFileSync(join(lists, '6.12.list'), 'utf8').split('\n\n');
writeFileSync(LIST, entries.find((entry) => entry.startsWith('Finding: program-of-another-btf\n')) ?? '');

const KNOWN = 'prog-of-other-module-accepted';

// "MAP-UPDATE-17 map.update *" took both for known, the one for more than 51,000 operations. They are met by the 284th
// and the 276th program of this seed, the witnesses among them.
test.each(['prog-of-other-type-accepted', 'prog-of-other-member-accepted'])(
  '%s is found where a program of another BTF object is known',
  async (fault) => {
    const adapter = `simulator:kernel=6.12,fault=${KNOWN}+${fault}`;
    const args = ['run', '--adapter', adapter, '--known', LIST, '--programs', '300', '--seed', '1'];
    const { code, stdout } = await commandLine(args);
    expect(code).toBe(EXIT.violates);
    expect(stdout).toMatch(/^MAP-UPDATE-17: seen in/m);
    expect(stdout).toContain('program-of-another-btf');
  },
);

test('the known one alone is no violation', async () => {
  const adapter = `simulator:kernel=6.12,fault=${KNOWN}`;
  const args = ['run', '--adapter', adapter, '--known', LIST, '--programs', '300', '--seed', '1'];
  const { code, stdout } = await commandLine(args);
  expect(code).toBe(EXIT.conforms);
  expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(/conforms: .* 1 known deviation aside $/);
});
