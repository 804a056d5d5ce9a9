// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { CLAUSE_IDS } from '../../../spec';
import { commandLine } from '../../testing/command-line';
import { expectGolden } from '../../testing/golden';

const directory = mkdtempSync(join(tmpdir(), 'commands-'));
afterAll(() => rmSync(directory, { recursive: true }));

const FAULTY = 'simulator:fault=map-does-not-hold-module';

describe('run', () => {
  it('finds a planted fault, saves it, and the file replays', async () => {
    const save = join(directory, 'found');
    const found = await commandLine(['run', '-a', FAULTY, '--seed', '1', '--programs', '200', '-x', '--save', save]);
    expect(found.code).toBe(1);
    expect(found.stdout).toMatch(/violates: 1 counterexample/);
    const [name = ''] = readdirSync(save);
    const file = join(save, name);
    expect(
      readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => /^[^#]/.test(line)).length,
    ).toBeLessThanOrEqual(6);
    expect(found.stdout.replaceAll(/\s+/g, ' ')).toContain(`replay ${file} --adapter ${FAULTY}`);
    expect(await commandLine(['replay', file, '-a', FAULTY])).toMatchObject({ code: 1 });
    expect(await commandLine(['replay', file])).toMatchObject({ code: 0, stdout: expect.stringContaining('conforms') });
  });

  it('prints one JSON document, the same for the same seed but for the time', async () => {
    const run = async () => {
      const { stdout } = await commandLine(['run', '--json', '--seed', '3', '--programs', '40', '--no-corpus']);
      return { ...(JSON.parse(stdout) as object), seconds: 0, connectSeconds: 0 };
    };
    const document = await run();
    expect(document).toMatchObject({ adapter: 'simulator', profile: '6.12', seed: 3, programs: 40 });
    expect(await run()).toEqual(document);
  });

  it('prints what it has when it is interrupted, and exits 130', async () => {
    const { code, stdout } = await commandLine(['run', '--json'], { interrupt: true });
    expect(code).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'inconclusive', ended: 'interrupted' });
  });

  it('always tells its seed, and leaves nothing to chance in CI', async () => {
    const args = ['run', '--programs', '1', '--max-ops', '6', '--misuse', '0'];
    expect((await commandLine(args)).stderr).toBe('seed 1\n');
    expect((await commandLine(args, { ci: false })).stderr).toMatch(/^seed \d+\n$/);
    expect((await commandLine([...args, '-q'])).stderr).toBe('');
  });

  it('says what became of each demand, and exits 5 when one was missed', async () => {
    const args = ['run', '--no-corpus', '--seed', '1', '--programs', '50', '--demand', 'MAP-CREATE-32>=1/100'];
    expect(await commandLine(args)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^demands {7}1 met, 0 missed/m),
    });
    const missed = await commandLine([...args, '--demand', 'MAP-CREATE-08>=1/10']);
    expect(missed.code).toBe(5);
    expect(missed.stdout).toMatch(/^misses: no outcome was wrong, but coverage misses 1 demand$/m);
  });

  it('is inconclusive when the budget ends before a verdict', async () => {
    expect(await commandLine(['run', '--time-budget', '0ms'])).toMatchObject({ code: 75 });
  });
});

describe('replay', () => {
  const file = join(directory, 'twice.program');
  writeFileSync(file, '# seed: 4, by hand\nmodule.load soc_a\nmodule.load soc_a\n');

  it('shows each outcome, and the clause that decided it, when asked to', async () => {
    const { code, stdout } = await commandLine(['replay', file, '-v']);
    expect(code).toBe(0);
    expect(stdout).toBe(
      `${file}: conforms, 2 operations\n\nmodule.load soc_a  # 0 MOD-LOAD-09\nmodule.load soc_a  # -EEXIST MOD-LOAD-04\n`,
    );
  });

  it('prints one JSON document', async () => {
    const { stdout } = await commandLine(['replay', file, file, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'conforms', files: [{ file, verdict: 'conforms' }, { file }] });
  });
});

describe('smoke', () => {
  it('passes on a sound simulator', async () => {
    const { code, stdout } = await commandLine(['smoke']);
    expect(code).toBe(0);
    expect(
      stdout
        .trim()
        .split('\n')
        .every((line) => line.startsWith('ok  ')),
    ).toBe(true);
  });

  it('blames the adapter', async () => {
    const { code, stdout, stderr } = await commandLine(['smoke', '-a', FAULTY]);
    expect(code).toBe(69);
    expect(stdout).toContain('not ok  ');
    expect(stderr).toContain(`the adapter '${FAULTY}' does not work`);
  });
});

describe('serve', () => {
  it('speaks the protocol', async () => {
    const requests = [
      '{"cmd":"start","version":1}',
      '{"cmd":"run","seq":0,"program":{"operations":[{"op":"module.load","args":{"name":"soc_a"}}]}}',
      '{"cmd":"stop"}',
    ];
    const { code, stdout } = await commandLine(['serve'], { stdin: requests.join('\n') });
    expect(code).toBe(0);
    const [start, run, stop] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(start).toMatchObject({ version: 1, implementation: { name: 'simulator' } });
    expect(run).toMatchObject({ seq: 0, history: { steps: [{ outcome: { ret: 0 } }], residue: [] } });
    expect(stop).toEqual({ stopped: true, residue: [] });
  });
});

describe('clauses --report', () => {
  const report = (name: string, document: object): string => {
    const whole = {
      format: 1,
      verdict: 'conforms',
      kernel: '6.12.95',
      seconds: 12,
      adapter: 'simulator',
      profile: '6.12',
      programs: 2240,
      operations: 66_215,
      unsupported: ['loader.register', 'loader.unregister'],
      coverage: { cells: { 'btf.load -> BTF-LOAD-03 0': 7 }, pairs: { 'btf: btf.load -> fd.close': 2 } },
      ...document,
    };
    writeFileSync(join(directory, name), JSON.stringify(whole));
    return join(directory, name);
  };

  it('says how the clauses stand after some campaigns', async () => {
    const files = [
      report('sound.json', { clauses: { counts: { 'MOD-UNLOAD-01': 1, 'MOD-UNLOAD-08': 1200 }, violatedIds: [] } }),
      report('faulty.json', {
        adapter: FAULTY,
        clauses: {
          counts: { 'MOD-UNLOAD-08': 34, 'MOD-UNLOAD-99': 1 },
          violatedIds: ['MOD-UNLOAD-08', 'MOD-UNLOAD-02'],
        },
      }),
      report('old.json', {
        profile: '6.9',
        clauses: { counts: { 'MOD-UNLOAD-01': 2 }, violatedIds: [] },
        coverage: { cells: { 'btf.load -> BTF-LOAD-03 0': 1, 'btf.list -> MOD-BTF-01 0': 1 }, pairs: {} },
      }),
    ];
    const args = ['clauses', 'mod-unload', 'loader-01', ...files.flatMap((file) => ['--report', file])];
    const { code, stdout } = await commandLine(args);
    expect(code).toBe(0);
    expectGolden(join(__dirname, '..', 'golden', 'clauses-report.txt'), stdout.replaceAll(`${directory}/`, ''));
  });

  it('reads what run --json printed, and prints one JSON document', async () => {
    const { stdout: printed } = await commandLine(['run', '--json', '--seed', '1', '--programs', '20']);
    const file = join(directory, 'run.json');
    writeFileSync(file, printed);
    const { stdout } = await commandLine(['clauses', '--report', file, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      reports: [{ file, adapter: 'simulator', profile: '6.12' }],
      summary: { violated: 0 },
      clauses: expect.arrayContaining([expect.objectContaining({ id: 'LOG-01', status: 'exercised' })]),
    });
  });
});

describe('clauses', () => {
  it('lists all of them, or those of a prefix', async () => {
    const all = JSON.parse((await commandLine(['clauses', '--json'])).stdout) as { id: string }[];
    expect(all.map(({ id }) => id)).toEqual(CLAUSE_IDS);
    const { stdout } = await commandLine(['clauses', 'map-update']);
    expect(stdout).toMatch(/^MAP-UPDATE-\S+ \((must|may|observed)\)\n {4}/);
    expect(stdout).not.toContain('LINK-');
  });
});
