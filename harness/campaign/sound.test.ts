// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// An adapter that a user wrote: what it yields is looked at before it is judged, and what it throws costs no report.
import { describe, expect, test } from '@jest/globals';
import type { Adapter, Ran, Raced, Session } from '../adapter';
import { oracleFor } from './oracle';
import { runCampaign } from './campaign';
import type { CampaignReport } from './report';
import { requireRaced, requireRan, requireSession } from './sound';
import { allZero, fakeAdapter, ran } from '../testing/fakes';
import type { Program, RaceProgram } from '../../spec';

const LIST = { op: 'btf.list', args: {} };
const program: Program = { operations: [LIST, LIST] };
const race: RaceProgram = { prefix: [], threads: [[LIST], [LIST]], suffix: [] };
const step = { outcome: { ret: 0 } };
const history = (steps: unknown, residue: unknown = []): unknown => ({
  kind: 'history',
  program,
  history: { steps, residue },
});
const rounds = (over: object): unknown => {
  const seen = { prefix: [], threads: [[step], [step]], suffix: [], residue: [], ...over };
  return { kind: 'rounds', race, rounds: { rounds: 1, results: [{ count: 1, history: seen }] } };
};

describe('what run() yields', () => {
  test.each([
    ['nothing', undefined, 'a result of run() is undefined'],
    ['another word', { kind: 'done', program }, 'the kind of a result is history, lost or refused, not "done"'],
    ['a result for another program', ran({ operations: [LIST] }), 'results come in the order of the programs'],
    ['a loss without a reason', { kind: 'lost', program }, 'the reason of a result that was lost is undefined'],
    ['no history', { kind: 'history', program }, 'a history is undefined'],
    ['no steps', history('none'), 'steps is "none", not a list'],
    ['a step without an outcome', history([{}]), 'an outcome is undefined'],
    ['a return value that is a text', history([{ outcome: { ret: '0' } }]), 'has ret, a whole number'],
    ['a return value that is none', history([{ outcome: { ret: NaN } }]), 'has ret, a whole number'],
    ['too many steps', history([step, step, step]), 'a program of 2 operations has a history of 3 steps'],
    ['no residue', history([step], null), 'residue is null, not a list'],
    ['a residue that is no text', history([step], [1]), 'a line of residue is 1, not a text'],
  ])('%s', (_name, yielded, reason) => {
    expect(() => requireRan(yielded, program)).toThrow(reason);
  });

  test('is taken as it is when it is sound', () => {
    const sound: readonly unknown[] = [
      history([step]),
      history([step, { outcome: { crashed: 'SIGSEGV' } }]),
      { kind: 'refused', program, reason: 'not today' },
    ];
    for (const each of sound) expect(requireRan(each, program)).toBe(each);
  });
});

describe('what race() comes to', () => {
  test.each([
    ['a part of it', rounds({ threads: [[step], []] }), 'a race of 0, 1, 1, 0 operations'],
    ['no thread', rounds({ threads: undefined }), 'threads is undefined, not a list'],
    ['no count', { kind: 'rounds', race, rounds: { rounds: 0, results: [] } }, 'the number of rounds is 0'],
    ['another word', { kind: 'history' }, 'is rounds, lost or refused, not "history"'],
  ])('%s', (_name, raced, reason) => {
    expect(() => requireRaced(raced, race)).toThrow(reason);
  });

  test('is taken as it is when it is sound', () => {
    const sound = rounds({}) as Raced;
    expect(requireRaced(sound, race)).toBe(sound);
  });
});

test.each([
  ['no session', undefined, 'what connect() came to is undefined'],
  ['no implementation', {}, 'the implementation of a session is undefined'],
  ['a list of operations', { implementation: { name: 'x', version: '1' }, operations: ['btf.list'] }, 'not a Set'],
  ['no run()', { implementation: { name: 'x', version: '1' }, operations: new Set() }, 'a session has no run()'],
])('a session is looked at as well: %s', (_name, session, reason) => {
  expect(() => requireSession(session as Session)).toThrow(reason);
});

describe('a campaign with such an adapter', () => {
  const campaign = (adapter: Adapter): Promise<CampaignReport> =>
    runCampaign(
      { seed: 1, programs: 8, maxFailures: 1, maxReconnections: 2 },
      {
        adapter,
        oracle: () => ({
          ...{ profile: 'toy', clauses: ['A'], given: true },
          generate: () => program,
          judge: () => ({ kind: 'conforms', clauses: new Map([['A', 1]]), operations: 1, explained: [] }),
          shrink: () => Promise.reject(new Error('there is nothing to shrink')),
        }),
        now: () => 0,
      },
    );

  test('keeps what was judged before run() threw', async () => {
    let asked = 0;
    const answer = (of: Program): Ran => {
      if (++asked > 3) throw new TypeError('no such table');
      return ran(of);
    };
    const report = await campaign(fakeAdapter({ answer }));
    expect(report).toMatchObject({
      verdict: 'inconclusive',
      ended: 'broken',
      broken: 'the adapter threw TypeError: no such table',
      programs: 3,
    });
    expect(report.thrown).toMatch(/TypeError: no such table\n.*sound\.test\.ts/);
  });

  test('keeps it as well when the next connect() throws', async () => {
    const answer = (of: Program, connection: number): Ran =>
      connection === 0 ? { kind: 'lost', program: of, cause: 'gone', reason: 'gone', log: [] } : ran(of);
    const onConnect = (connection: number): void => {
      if (connection > 0) throw new RangeError('no second one');
    };
    const report = await campaign(fakeAdapter({ answer, onConnect }));
    expect(report).toMatchObject({ ended: 'broken', broken: 'the adapter threw RangeError: no second one' });
    expect(report.interruptions).toHaveLength(1);
  });

  test('judges nothing that is of the wrong shape', async () => {
    const tooLong = (of: Program): Ran => ran(of, { ...allZero(of), steps: [step, step, step] });
    const report = await campaign(fakeAdapter({ answer: tooLong }));
    expect(report).toMatchObject({ verdict: 'inconclusive', programs: 0 });
    expect(report.interruptions[0]).toMatchObject({ cause: 'garbled', reason: expect.stringMatching(/of 3 steps/) });
  });
});

test('an adapter that answers -EINVAL to everything proves nothing, whoever left out the defaults', async () => {
  const refusing = (of: Program): Ran =>
    ran(of, { steps: of.operations.map(() => ({ outcome: { ret: -22 } })), residue: [] });
  const report = await runCampaign(
    { seed: 1, programs: 5, maxFailures: 1, maxReconnections: 0 },
    {
      adapter: fakeAdapter({ answer: refusing }),
      oracle: (implementation) =>
        oracleFor(implementation, { profile: 'auto', seed: 1, maxOperations: 10, misuse: 0, swarm: 0, hazards: false }),
      now: () => 0,
    },
  );
  expect(report.verdict).not.toBe('conforms');
});
