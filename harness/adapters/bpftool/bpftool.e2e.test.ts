// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// bpftool on a real kernel: what it does must be what the specification allows, and its deaths must not end the run.
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { DEFAULTS, generateProgram, parseProgram } from '../../../generators';
import { createModel } from '../../../model';
import { isCrash, PROFILES, type Program } from '../../../spec';
import type { Ran, Session } from '../../adapter';
import { judge } from '../../check/judge';
import { describeLive, KNOWN_FINDINGS, LIVE_LIMIT_MS } from '../../e2e/live';
import { bpftoolInGuest } from '.';

jest.setTimeout(LIVE_LIMIT_MS);

const [profile] = PROFILES;
if (profile === undefined) throw new Error('no profile');
const model = createModel(profile);

const PROGRAMS = 20;
/** Of the programs of this seed none meets a known finding. */
const SOUND_SEED = 1;

function parsed(text: string): Program {
  const result = parseProgram(text);
  if (result.kind !== 'program') throw new Error(JSON.stringify(result));
  return result.program;
}

const verdictOf = (ran: Ran): string =>
  ran.kind === 'history' ? judge(model, ran.program, ran.history).kind : ran.reason;

describeLive('bpftool in a guest', () => {
  let session: Session;
  beforeAll(async () => {
    session = await bpftoolInGuest().connect();
  });
  afterAll(() => session[Symbol.asyncDispose]());

  async function run(programs: readonly Program[]): Promise<readonly Ran[]> {
    const results: Ran[] = [];
    for await (const ran of session.run(programs)) results.push(ran);
    return results;
  }

  test('programs that it can express conform', async () => {
    const { operations, expresses } = session;
    const options = { ...DEFAULTS, operations, ...(expresses === undefined ? {} : { expresses }), seed: SOUND_SEED };
    const programs = Array.from({ length: PROGRAMS }, (_, index) => generateProgram(model, { ...options, index }));
    expect((await run(programs)).map(verdictOf)).toEqual(Array<string>(PROGRAMS).fill('conforms'));
  });

  test('what a loader leaves after its death is found, unregistered, and cleaned away', async () => {
    const [ran] = await run([
      parsed(`module.load soc_a
        m = loader.register plain run
        loader.unregister m
        r = loader.register plain link path=pin1 tag=2
        l = pin.get pin1
        module.call soc_a plain run
        link.detach l
        module.log soc_a`),
    ]);
    if (ran?.kind !== 'history') throw new Error(JSON.stringify(ran));
    expect(verdictOf(ran)).toBe('conforms');
    const outcomes = ran.history.steps.map(({ outcome }) => (isCrash(outcome) ? outcome.crashed : outcome.ret));
    expect(outcomes).toEqual([0, 'SIGSEGV', 'SIGSEGV', 'SIGSEGV', 0, 0, 0, 0]);
    expect(ran.history.steps[5]?.outcome).toEqual({ ret: 0, value: [[2, null]] });
    expect(ran.history.steps[7]?.outcome).toMatchObject({
      value: expect.arrayContaining(['unreg plain 1', 'unreg plain 2']),
    });
    expect(ran.history.residue).toEqual([]);
  });

  test('a finding shows through bpftool as well', async () => {
    const [ran] = await run([
      parsed('module.load soc_b types=owned\nb = btf.open soc_b\nm = map.create b owned\nmap.update m .owner=1'),
    ]);
    if (ran?.kind !== 'history') throw new Error(JSON.stringify(ran));
    const verdict = judge(model, ran.program, ran.history);
    const clauses = verdict.kind === 'violates' ? verdict.violation.clauses : [];
    expect(clauses.every((clause) => KNOWN_FINDINGS.includes(clause)) && clauses.length).toBe(1);
  });
});
