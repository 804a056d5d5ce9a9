// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The built command on the simulator, as a user meets it.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { parseProgram } from '../../generators';
import { command, documentOf } from './command';

// The command loads in a third of a second; a machine that is busy may need a hundred times that.
jest.setTimeout(60_000);

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'struct-ops-conformance-test-'));
});
afterAll(() => {
  rmSync(directory, { recursive: true });
});

describe('run', () => {
  test('ends with 0 on the sound simulator, having exercised every clause', async () => {
    const ended = await command(['run', '--programs', '500', '--json']);
    expect(ended.status).toBe(0);
    const { verdict, programs, clauses, kernel, profile, seed } = documentOf(ended);
    expect({ verdict, kernel, profile, seed }).toEqual({
      verdict: 'conforms',
      kernel: '6.12.95',
      profile: '6.12',
      seed: 1,
    });
    expect(programs).toBeGreaterThanOrEqual(500);
    expect(clauses.violated).toBe(0);
    expect(clauses.unexercised.filter((clause) => clause !== 'RELEASE-01')).toEqual([]);
  });

  test('finds a map that does not hold its module, shows at most six operations, and replays them', async () => {
    const adapter = 'simulator:fault=map-does-not-hold-module';
    const ended = await command([
      'run',
      '--adapter',
      adapter,
      '--no-corpus',
      '--fail-fast',
      '--json',
      '--save',
      directory,
    ]);
    expect(ended.status).toBe(1);
    const [first] = documentOf(ended).counterexamples;
    const parsed = parseProgram(first?.text ?? '');
    expect(parsed.kind === 'program' && parsed.program.operations.length).toBeLessThanOrEqual(6);
    const [file = ''] = readdirSync(directory);
    expect((await command(['replay', join(directory, file), '--adapter', adapter])).status).toBe(1);
    expect((await command(['replay', join(directory, file)])).status).toBe(0);
  });

  test('sees through the protocol what it sees in process', async () => {
    const exec = 'exec:node dist/harness/cli/main.js serve';
    const here = documentOf(await command(['run', '--programs', '200', '--json']));
    const there = documentOf(await command(['run', '--programs', '200', '--json', '--adapter', exec]));
    expect(there.clauses).toEqual(here.clauses);
    expect([there.verdict, there.programs, there.operations]).toEqual([here.verdict, here.programs, here.operations]);
  });
});

describe('bad input has its own exit status, its cause and its cure', () => {
  const broken = 'module.load soc_a\nmap.update m bogus=1\n';
  test.each([
    ['an unknown flag', ['run', '--bogus'], {}, 64, '--bogus'],
    ['an unknown command', ['runn'], {}, 64, 'run'],
    ['an unknown adapter', ['run', '--adapter', 'simulater'], {}, 64, 'simulator'],
    [
      'an unknown fault',
      ['run', '--adapter', 'simulator:fault=map-holds-no-module'],
      {},
      64,
      'map-does-not-hold-module',
    ],
    ['an unknown profile', ['run', '--profile', '6.13'], {}, 64, '6.12'],
    ['a number that is none', ['run', '--programs', 'many'], {}, 64, '--programs'],
    ['a file that is not there', ['replay', '/nowhere.program'], {}, 65, '/nowhere.program'],
    ['a command that does not speak', ['run', '--adapter', 'exec:true'], {}, 69, 'true'],
    ['no QEMU', ['run', '--adapter', 'vm'], { QEMU: '/nowhere/qemu' }, 69, '/nowhere/qemu'],
    [
      'no kernel',
      ['run', '--adapter', 'vm', '--kernel', '/nowhere/bzImage', '--kernel-build', '/nowhere'],
      {},
      69,
      '/nowhere/bzImage',
    ],
  ] as const)('%s', async (_name, args, environment, status, words) => {
    const ended = await command(args, environment);
    expect({ status: ended.status, says: ended.stderr.includes(words) }).toEqual({ status, says: true });
    expect(ended.stderr).not.toMatch(/^\s+at /m);
    expect(ended.stdout).toBe('');
  });

  test('a broken program file: line and column', async () => {
    const file = join(directory, 'broken.program');
    writeFileSync(file, broken);
    const ended = await command(['replay', file]);
    expect(ended.status).toBe(65);
    expect(ended.stderr).toContain(`${file}:2:14`);
    expect(readFileSync(file, 'utf8')).toBe(broken);
  });
});
