// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// bpftool on a real kernel: what it does must be what the specification allows, and its deaths must not end the run.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { DEFAULTS, generateProgram, parseProgram } from '../../../generators';
import { createModel } from '../../../model';
import { DEFAULT_PROFILE, observableClauses, profileNamed, type Operation, type Program } from '../../../spec';
import type { Ran, Session } from '../../adapter';
import { judge } from '../../judge/judge';
import { describeLive, KNOWN_FINDINGS, LIVE_LIMIT_MS } from '../../e2e/live';
import { coverage, printFigure } from '../../e2e/witnesses';
import { bpftoolGuest, IN_GUEST } from '.';
import { openBpftool } from './session';
import type { Shell } from './shell';
import { scenario, SCENARIOS, worded } from './testing/scenarios';

jest.setTimeout(LIVE_LIMIT_MS);

const model = createModel(profileNamed(DEFAULT_PROFILE));

const PROGRAMS = 20;
/** A command takes a tenth of a second, and an operation some of them. */
const MAX_OPERATIONS = 30;
const SEED = 1;

/** They tell what a loader that died had done: the logs say what was called, the counts what is held. */
const OBSERVERS: readonly Operation[] = ['soc_a', 'soc_b'].flatMap((name) => [
  { op: 'module.log', args: { name } },
  { op: 'module.info', args: { name } },
]);

function parsed(text: string): Program {
  const result = parseProgram(text);
  if (result.kind !== 'program') throw new Error(JSON.stringify(result));
  return result.program;
}

describeLive('bpftool in a guest', () => {
  let shell: Shell;
  let session: Session;
  beforeAll(async () => {
    shell = await bpftoolGuest();
    session = await openBpftool(shell, IN_GUEST);
  });
  afterAll(async () => {
    await shell[Symbol.asyncDispose]();
  });

  async function run(program: Program): Promise<Ran> {
    for await (const ran of session.run([program])) return ran;
    throw new Error('no result');
  }

  const verdictOf = (ran: Ran): unknown => {
    if (ran.kind !== 'history') return ran.reason;
    const verdict = judge(model, ran.program, ran.history);
    return verdict.kind === 'violates' ? verdict.violation : verdict.kind;
  };

  test('programs that it can express conform, or break what the kernel is known to break', async () => {
    const { operations, expresses } = session;
    const door = { operations, ...(expresses === undefined ? {} : { expresses }) };
    const options = { ...DEFAULTS, maxOperations: MAX_OPERATIONS, ...door, seed: SEED };
    let sound = 0;
    for (let index = 0; index < PROGRAMS; index++) {
      const ran = await run(generateProgram(model, { ...options, index }));
      const verdict = ran.kind === 'history' ? judge(model, ran.program, ran.history) : undefined;
      const isKnown =
        verdict?.kind === 'violates' && verdict.violation.clauses.every((clause) => KNOWN_FINDINGS.includes(clause));
      if (!isKnown) expect(verdictOf(ran)).toBe('conforms');
      if (verdict?.kind === 'conforms') sound++;
    }
    expect(sound).toBeGreaterThanOrEqual(0.8 * PROGRAMS);
  });

  test('every clause about loaders that can be observed is exercised by its witness', async () => {
    const clauses = observableClauses(DEFAULT_PROFILE).filter((clause) => clause.startsWith('LOADER-'));
    const covered = await coverage(session, model, clauses, OBSERVERS);
    printFigure('loaders, through bpftool', covered);
    expect(covered.missed).toEqual({});
    expect(covered.exercised).toEqual(clauses);
  });

  test.each(Object.entries(SCENARIOS))('%s', async (_name, text) => {
    const { program, expected } = scenario(text);
    const ran = await run(program);
    if (ran.kind !== 'history') throw new Error(ran.reason);
    const outcomes = ran.history.steps.map(({ outcome }, index) => worded(outcome, expected[index] ?? ''));
    expect(outcomes).toEqual(expected);
    expect(verdictOf(ran)).toBe('conforms');
  });

  test('map and program show the BTF of the module that was found first', async () => {
    const said = async (...argv: readonly string[]): Promise<string> => {
      const executed = await shell.exec(argv);
      if (executed.kind === 'lost') throw new Error(executed.reason);
      return executed.stdout;
    };
    for (const module of ['soc_b', 'soc_a']) await said('insmod', `/modules/${module}.ko`, 'only=plain');
    await said('bpftool', 'struct_ops', 'register', '/objects/plain-link-run-1.o', '/sys/fs/bpf/soc/pin1');
    const btfs = JSON.parse(await said('bpftool', '-j', 'btf', 'show')) as readonly { id: number; name?: string }[];
    const first = btfs.find(({ name }) => name === 'soc_b')?.id;
    const shown = (await said('/init', '--show')).trim().split('\n');
    expect(shown.map((line) => JSON.parse(line) as unknown)).toEqual([
      { kind: 'map', id: expect.any(Number), btf_vmlinux_id: first },
      { kind: 'prog', id: expect.any(Number), attach_btf_obj_id: first },
    ]);
    expect(first).toEqual(expect.any(Number));
    // A new session begins with a clean machine; the program may take a moment longer.
    session = await openBpftool(shell, IN_GUEST);
    expect(await said('/init', '--show')).not.toContain('map');
  });

  test('a finding shows through bpftool as well', async () => {
    const ran = await run(
      parsed('module.load soc_b types=owned\nb = btf.open soc_b\nm = map.create b owned\nmap.update m .owner=1'),
    );
    if (ran.kind !== 'history') throw new Error(ran.reason);
    const verdict = judge(model, ran.program, ran.history);
    const clauses = verdict.kind === 'violates' ? verdict.violation.clauses : [];
    expect(clauses.every((clause) => KNOWN_FINDINGS.includes(clause)) && clauses.length).toBe(1);
  });

  test('the test module passes its own tests', async () => {
    const folder = join(__dirname, '..', '..', '..', 'kernel', 'testmod');
    const script = readFileSync(join(folder, 'test.sh'), 'utf8');
    const said = async (file: string): Promise<string | undefined> => {
      const ended = await shell.exec(['cat', file]);
      if (ended.kind !== 'exited') throw new Error(JSON.stringify(ended));
      return ended.status === 0 ? ended.stdout : undefined;
    };
    // All of it takes longer than the agent waits for one command.
    const whole =
      '(sh -c "$1" test.sh "$2" >/out 2>/err; echo $? >/status.new; mv /status.new /status) >/dev/null 2>&1 &';
    await shell.exec(['sh', '-c', whole, 'sh', script, IN_GUEST.modules]);
    let status = await said('/status');
    for (; status === undefined; status = await said('/status')) await setTimeout(500);
    const wrong = (await said('/out'))?.split('\n').filter((line) => !line.startsWith('ok '));
    expect({ status, wrong, stderr: await said('/err') }).toEqual({
      status: '0\n',
      wrong: [expect.stringMatching(/^1\.\.\d+$/), ''],
      stderr: '',
    });
  });
});
