// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Ways to run nothing: each ends with 75, whatever the command.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { EXIT } from './exit';
import { exec } from '../adapters/exec';
import { runCampaign } from '../campaign/campaign';
import { oracleFor } from '../campaign/oracle';
import { commandLine } from '../testing/command-line';

const directory = mkdtempSync(join(tmpdir(), 'nothing-'));
afterAll(() => rmSync(directory, { recursive: true }));
const file = (name: string, text: string): string => {
  writeFileSync(join(directory, name), text);
  return join(directory, name);
};

/** An implementation that claims some operations, and answers one return value to every one that it is asked for. */
const SCRIPT = file(
  'implementation.js',
  `const [ret, ...operations] = process.argv.slice(2);
const say = (answer) => process.stdout.write(JSON.stringify(answer) + '\\n');
const steps = (list) => list.map((_, at) => ({ outcome: { ret: Number(ret) }, start: at * 10, end: at * 10 + 15 }));
require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const { cmd, seq, program, race, rounds } = JSON.parse(line);
  const implementation = { name: 'x', version: '1', kernel: '6.12.95' };
  if (cmd === 'start') say({ version: 1, implementation, operations, races: true });
  if (cmd === 'run') say({ seq, history: { steps: steps(program.operations), residue: [] } });
  if (cmd === 'race') {
    const threads = race.threads.map(steps);
    const history = { prefix: steps(race.prefix), threads, suffix: steps(race.suffix), residue: [] };
    say({ seq, race: { rounds, results: [{ count: rounds, history }] } });
  }
  if (cmd === 'stop') say({ stopped: true, residue: [] });
});
`,
);
const claiming = (ret: number, ...operations: string[]): string =>
  `exec:${process.execPath} ${SCRIPT} ${[String(ret), ...operations].join(' ')}`;

const NOTHING = claiming(0);
const MISSPELT = claiming(0, 'module.lod');
const refused = file('refused.program', 'b = btf.open soc_a\nm = map.create b plain\nmap.update m\n');
const idle = file('idle.race', 'b = btf.open soc_a\n| fd.close b | fd.close b\n');
const HEADER = '{"format":"struct-ops-conformance history","version":1,"profile":"6.12"}\n';
const empty = file('empty.jsonl', `${HEADER}{"end":true,"events":0}\n`);
const unseen = file(
  'unseen.jsonl',
  `${HEADER}{"seq":0,"time":1,"thread":0,"invoke":{"op":"module.load","args":{"name":"soc_a"}}}\n{"end":true,"events":1}\n`,
);

describe('a run of nothing', () => {
  test.each([
    ['run, of no operation', ['run', '--programs', '5', '--adapter', NOTHING]],
    ['run, of operations that are misspelt', ['run', '--programs', '5', '--adapter', MISSPELT]],
    ['run, without witnesses', ['run', '--programs', '5', '--no-corpus', '--adapter', MISSPELT]],
    ['run, of one look', ['run', '--programs', '1', '--no-corpus', '--max-ops', '1', '--adapter', claiming(0)]],
    ['run, of a tour', ['run', '--tour', '--adapter', MISSPELT]],
    ['race, of generated races', ['race', '--races', '2', '--adapter', MISSPELT]],
    ['race, of the pairs', ['race', '--pairs', '--adapter', MISSPELT]],
    ['smoke', ['smoke', '--adapter', MISSPELT]],
    ['replay, of a program that gets nowhere', ['replay', refused]],
    ['replay, of a race that gets nowhere', ['replay', idle]],
    ['check-history, of no operation', ['check-history', empty]],
    ['check-history, of what nobody saw return', ['check-history', unseen]],
  ])('%s', async (_, args) => {
    const { code, stdout } = await commandLine(args);
    expect({ code, conforms: /^conforms|: conforms/m.test(stdout) }).toEqual({
      code: EXIT.inconclusive,
      conforms: false,
    });
  });

  test('names the operation that was meant', async () => {
    const { stdout } = await commandLine(['run', '--programs', '1', '--adapter', MISSPELT]);
    expect(stdout).toContain('module.lod (module.load?)');
    const { stderr } = await commandLine(['smoke', '--adapter', MISSPELT]);
    expect(stderr).toContain('module.lod (module.load?)');
  });
});

describe('a library user', () => {
  const options = { seed: 1, programs: 20, maxFailures: 5, maxReconnections: 1 };
  const run = (command: string, generator: object) =>
    runCampaign(options, {
      adapter: exec(command.slice('exec:'.length)),
      oracle: (implementation, door) => oracleFor(implementation, { profile: 'auto', seed: 1, ...generator }, door),
      now: () => 0,
    });

  test('who leaves out the defaults gets them', async () => {
    const { verdict } = await run(claiming(-22, 'module.load', 'module.unload', 'btf.open'), {});
    expect(verdict).toBe('violates');
  });

  test.each([{ maxOperations: 0 }, { maxOperations: NaN }, { misuse: 2 }, { swarm: -1 }])(
    'is told that %j makes no programs',
    async (generator) => {
      await expect(run(claiming(-22, 'module.load'), generator)).rejects.toThrow(RangeError);
    },
  );

  test('gets no pass from an implementation that expresses nothing', async () => {
    expect(await run(MISSPELT, {})).toMatchObject({ verdict: 'inconclusive', unknownOperations: ['module.lod'] });
  });
});
