// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { commandLine } from '../testing/command-line';
import { EXIT, exitOfError, exitOfReport } from './exit';

const directory = mkdtempSync(join(tmpdir(), 'cli-'));
afterAll(() => rmSync(directory, { recursive: true }));
const file = (name: string, text: string): string => {
  writeFileSync(join(directory, name), text);
  return join(directory, name);
};

describe('a wrong command line', () => {
  it.each([
    [['dance']],
    [['--colour']],
    [['run', '--adaptor', 'simulator']],
    [['run', '--adapter', 'simulater']],
    [['run', '--adapter', 'simulator:fault=map-does-not-hold-the-module']],
    [['run', '--adapter', 'vm:fault=link-holds-no-map']],
    [['run', '--adapter', 'bpftool:host,fault=link-holds-no-map']],
    [['faults', 'link-holds-no-mapp']],
    [['faults', '--strategy', 'swarm']],
    [['faults', '--kill', '--strategy', 'swam']],
    [['faults', '--kill', '--seeds', '0']],
    [['faults', '--kill', '--jobs', 'many']],
    [['run', '--profile', '6.11']],
    [['run', '--profile', '6.6.1-rc3']],
    [['run', '--profile', 'v13']],
    [['run', '--profile', 'latest']],
    [['run', '--seed', '-1']],
    [['run', '--seed', 'abc']],
    [['run', '--programs', '0']],
    [['run', '--runs', '1e9']],
    [['run', '--misuse', '1.5']],
    [['run', '--time-budget', '10']],
    [['run', '--demand', 'MAP-UPDATE-12']],
    [['run', '--demand', 'MAP-UPDAT-12>=1/100']],
    [['run', '--demand', 'MAP-UPDATE-12>=2']],
    [['run', '--demand', 'MOD-UNLOAD-09>=1/100']],
    [['run', '--demand', 'LOADER-01>=1/100']],
    [['run', '--scope', 'maps=1']],
    [['run', '--tour', '--scope', 'maps=one']],
    [['explore', '--scope', 'mapps=1']],
    [['run', '--tour', '--programs', '5']],
    [['run', '--tour', '--scope', 'modules=1,depth=2']],
    [['explore', '--profile', '6.11']],
    [['explore', '--profile', '6.9', '--scope', 'modules=1,stale=1']],
    [['explore', '--max-memory', '2']],
    [['run', '--tour', '--demand', 'MAP-UPDATE-12>=1/100']],
    [['run', '--fail-fast', '--max-fail', '3']],
    [['run', '--accel', 'magic']],
    [['run', '--jobs', '2']],
    [['run', '--jobs', '0', '--adapter', 'vm']],
    [['run', '--jobs', '2', '--adapter', 'bpftool:host']],
    [['run', '--kernel-build', '/usr/src']],
    [['run', '--kernel', 'debian:latest']],
    [['run', '--adapter', 'simulator', '--kernel', 'debian:6.1']],
    [['run', '--adapter', 'simulator', '--append', 'quiet']],
    [['run', '--adapter', 'exec:./agent', '--kernel', 'debian:6.1']],
    [['run', '--adapter', 'vm:kernel=debian:6.1', '--kernel', 'debian:6.12']],
    [['run', '--adapter', 'vm', '--host-kernel']],
    [['run', '--adapter', 'vm', '--adapter', 'simulator']],
    [['run', '--bpftool', 'bpftool', '--adapter', 'vm']],
    [['run', '--host-kernel']],
    [['race', '--adapter', 'bpftool']],
    [['race', '--adapter', 'vm', '--scheduler', 'pct1']],
    [['race', '--pairs', '--hazards']],
    [['matrix', '--adapter', 'exec:./agent', '--kernel', 'debian:6.1']],
    [['run', 'simulator']],
    [['replay']],
    [['clauses', 'MAP-CRATE']],
    [['clauses', '--patch', '15']],
    [['clauses', '--patch', 'seven']],
    [['clauses', '--profile', '6.11']],
    [['clauses', '--profile', 'v13']],
    [['clauses', '--profile', 'mainline']],
  ])('%j exits 64 with cause and cure', async (args) => {
    const { code, stdout, stderr } = await commandLine(args);
    expect({ code, stdout }).toEqual({ code: EXIT.usage, stdout: '' });
    expect(stderr).toMatchSnapshot();
    expect(stderr).not.toMatch(/^ +at /m);
  });

  it('is no command line at all', async () => {
    const { code, stderr } = await commandLine([]);
    expect(code).toBe(EXIT.usage);
    expect(stderr).toContain('Usage:');
  });
});

describe('a broken program file', () => {
  it('exits 65 and names line and column', async () => {
    const path = file('broken.program', '# seed: 4\nmodule.load soc_a\nm = map.crate b plain\n');
    const { code, stderr } = await commandLine(['replay', path]);
    expect(code).toBe(EXIT.data);
    expect(stderr).toBe(
      `struct-ops-conformance: ${path}:3:5: there is no operation "map.crate"\n  try: Did you mean "map.create"?\n`,
    );
  });

  it.each([
    ['is missing', () => join(directory, 'missing.program'), 'there is no such file'],
    ['is a directory', () => directory, 'this is a directory'],
    ['is empty', () => file('empty.program', '# nothing\n'), 'there is no operation in it'],
  ])('exits 65 when it %s', async (_, path, message) => {
    const { code, stderr } = await commandLine(['replay', path()]);
    expect(code).toBe(EXIT.data);
    expect(stderr).toContain(message);
    expect(stderr).toContain('\n  try: ');
  });
});

describe('a file that is no report', () => {
  const ran = { verdict: 'conforms', kernel: null, seconds: 1, programs: 1, operations: 1, unsupported: [] };
  const report = { format: 1, adapter: 'a', profile: '6.12', ...ran };
  const clauses = { counts: {}, violatedIds: [] };
  const coverage = { cells: {}, pairs: {} };

  it.each([
    ['is missing', () => join(directory, 'missing.json'), 'there is no such file'],
    ['is a directory', () => directory, 'this is a directory'],
    ['is no JSON', () => file('no.json', 'conforms\n'), 'this is no JSON: '],
    ['is another document', () => file('list.json', '[]'), 'this is no report of run --json'],
    ['lacks something', () => file('poor.json', JSON.stringify({ ...report, clauses })), '(at coverage: '],
    [
      'counts backwards',
      () => file('less.json', JSON.stringify({ ...report, coverage, clauses: { ...clauses, counts: { A: -1 } } })),
      '(at clauses.counts.A: ',
    ],
    [
      'is of a profile to come',
      () => file('new.json', JSON.stringify({ ...report, clauses, coverage, profile: '9.1' })),
      "its profile '9.1' is unknown here",
    ],
  ])('exits 65 when it %s', async (_, path, message) => {
    const { code, stdout, stderr } = await commandLine(['clauses', '--report', path()]);
    expect({ code, stdout }).toEqual({ code: EXIT.data, stdout: '' });
    expect(stderr).toContain(
      `${path()}: ${message.startsWith('(') ? 'this is no report of run --json ' : ''}${message}`,
    );
    expect(stderr).toContain('\n  try: ');
  });
});

describe('a kernel that is not there', () => {
  it.each([
    [['run', '--kernel', '/no/such/bzImage'], 'there is no kernel image /no/such/bzImage'],
    [['race', '--kernel', '6.12'], 'there is no kernel image 6.12\n  try: --kernel debian:6.12'],
    [['smoke', '--kernel-tree', '/nonexist'], '/nonexist is no kernel tree'],
    [['run', '--bpftool', '/no/such/bpftool'], 'there is no program /no/such/bpftool'],
    [['run', '--adapter', 'bpftool', '--kernel-tree', '/nonexist'], '/nonexist is no kernel tree'],
  ])('%j exits 69, and never passes as another', async (args, message) => {
    const { code, stdout, stderr } = await commandLine(args);
    expect({ code, stdout }).toEqual({ code: EXIT.unavailable, stdout: '' });
    expect(stderr).toContain(message);
  });
});

describe('an implementation that does not work', () => {
  it('exits 69, or 4 when that was asked for', async () => {
    const args = ['run', '--adapter', 'exec:/no/such/agent'];
    expect(await commandLine(args)).toMatchObject({ code: EXIT.unavailable, stdout: '' });
    expect(await commandLine([...args, '--skip-unavailable'])).toMatchObject({ code: EXIT.skipped });
  });

  it('exits 69 when it does not speak the protocol', async () => {
    const { code, stderr } = await commandLine(['smoke', '--adapter', 'exec:echo hello']);
    expect(code).toBe(EXIT.unavailable);
    expect(stderr).toContain('the answer to "start" should be one line of JSON, but is hello');
  });
});

describe('a premise of the suite that does not hold', () => {
  it.each([['run'], ['smoke'], ['race'], ['replay', file('premise.program', 'quiesce')]])(
    '%s exits 69 with the cure, and says nothing of a violation',
    async (...args) => {
      const lacks = [{ premise: 'jit', reason: 'the BPF JIT is off', cure: 'sysctl net.core.bpf_jit_enable=1' }];
      const implementation = { name: 'x', version: '1', kernel: '6.12.95' };
      const hello = JSON.stringify({ version: 1, implementation, operations: ['quiesce'], lacks });
      const { code, stdout, stderr } = await commandLine([...args, '--adapter', `exec:echo '${hello}'`]);
      expect({ code, stdout }).toEqual({ code: EXIT.unavailable, stdout: '' });
      expect(stderr).toContain('nothing can be tested: the BPF JIT is off\n  try: sysctl net.core.bpf_jit_enable=1\n');
    },
  );
});

describe('exit codes', () => {
  it('tell a bug from everything else, without a stack', () => {
    expect(exitOfError(new TypeError('x is undefined'))).toEqual({
      code: EXIT.bug,
      message: 'a bug in this tool: x is undefined\n  try: the same with --debug, and report what it prints',
    });
    expect(exitOfError('text').code).toBe(EXIT.bug);
  });

  it.each([
    [{ verdict: 'conforms', ended: 'finished' }, 0],
    [{ verdict: 'conforms', ended: 'time-budget' }, 0],
    [{ verdict: 'violates', ended: 'max-fail' }, 1],
    [{ verdict: 'violates', ended: 'broken' }, 1],
    [{ verdict: 'misses', ended: 'finished' }, 5],
    [{ verdict: 'misses', ended: 'broken' }, 69],
    [{ verdict: 'inconclusive', ended: 'broken' }, 69],
    [{ verdict: 'inconclusive', ended: 'finished' }, 75],
    [{ verdict: 'violates', ended: 'interrupted' }, 130],
    [{ verdict: 'inconclusive', ended: 'interrupted' }, 130],
  ] as const)('of a report %j', (report, code) => {
    expect(exitOfReport(report)).toBe(code);
  });

  it('never are those that kselftest takes for an expected failure', () => {
    expect(Object.values(EXIT)).not.toContain(2);
    expect(Object.values(EXIT)).not.toContain(3);
  });
});
