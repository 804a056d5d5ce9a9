// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyProgram } from '../../generators/testing/programs';
import type { Raced, RaceOptions } from '../adapter';
import type { RaceHistory, RaceProgram } from '../../spec';
import { channelPair, collect, fakeAdapter, type FakeOptions } from '../testing/fakes';
import { openSession } from './client';
import { raceRequest } from './messages';
import { serve } from './serve';

const poll = { op: 'link.poll', args: { link: 'l' } };
const race: RaceProgram = { prefix: [poll], threads: [[poll, poll], []], suffix: [] };
const step = { outcome: { ret: -9 }, start: 1, end: 2 };
const history: RaceHistory = { prefix: [step], threads: [[step, step], []], suffix: [], residue: [] };
const options: RaceOptions = { rounds: 7, seed: 3 };

const anyRace: fc.Arbitrary<RaceProgram> = fc
  .tuple(fc.array(anyProgram, { minLength: 2, maxLength: 4 }), anyProgram, anyProgram)
  .map(([threads, prefix, suffix]) => ({
    prefix: prefix.operations,
    threads: threads.map(({ operations }) => operations),
    suffix: suffix.operations,
  }));

async function served(fake: FakeOptions) {
  const [near, far] = channelPair();
  const serving = serve(fakeAdapter(fake), far);
  return { session: await openSession(near), serving };
}

/** A session with an implementation that says the given lines, one for each it hears. */
async function against(...answers: readonly string[]) {
  const [near, far] = channelPair();
  const hello = '{"version":1,"implementation":{"name":"odd","version":"0"},"operations":[],"races":true}';
  void (async () => {
    let heard = 0;
    for await (const _ of far.lines) await far.send([hello, ...answers][heard++] ?? '{"stopped":true,"residue":[]}');
  })();
  return openSession(near);
}

const rounds = (of: RaceHistory, count = 7): string =>
  JSON.stringify({ seq: 0, race: { rounds: 7, results: [{ count, history: of }] } });

describe('races', () => {
  it('go to the implementation with all that belongs to them, and its answer comes back', async () => {
    await fc.assert(
      fc.asyncProperty(anyRace, fc.nat(), fc.boolean(), async (anything, seed, held) => {
        const holds = [{ module: 'soc_a', at: 'reg', ms: 20 }] as const;
        const asked: RaceOptions = { rounds: 5, seed, ...(held ? { holds } : {}) };
        const steps = (operations: readonly unknown[]) => operations.map((_, ret) => ({ outcome: { ret } }));
        const seen: RaceHistory = {
          prefix: steps(anything.prefix),
          threads: anything.threads.map(steps),
          suffix: steps(anything.suffix),
          residue: ['a map is left'],
        };
        const heard: unknown[] = [];
        const answer = (of: RaceProgram, how: RaceOptions): Raced => {
          heard.push([of, how]);
          return { kind: 'rounds', race: of, rounds: { rounds: 5, results: [{ count: 5, history: seen }] } };
        };
        const { session } = await served({ race: answer });
        const expected = {
          kind: 'rounds',
          race: anything,
          rounds: { rounds: 5, results: [{ count: 5, history: seen }] },
        };
        expect(await session.race?.(anything, asked)).toEqual(expected);
        expect(heard).toEqual([[anything, asked]]);
        await session[Symbol.asyncDispose]();
      }),
      { numRuns: 30 },
    );
  });

  it('are not there where the implementation does not say that it runs them', async () => {
    const { session } = await served({});
    expect(session.race).toBeUndefined();
    await session[Symbol.asyncDispose]();
  });

  it('are refused by a server without them, under their number', async () => {
    const [near, far] = channelPair();
    void serve(fakeAdapter(), far);
    const lines = near.lines[Symbol.asyncIterator]();
    await near.send('{"cmd":"start","version":1}');
    await lines.next();
    await near.send(JSON.stringify({ cmd: 'race', seq: 4, race, ...options }));
    expect((await lines.next()).value).toBe('{"seq":4,"error":"races are not run here"}');
    await near.close();
  });

  it('come between programs, in order', async () => {
    const { session } = await served({ race: (of) => ({ kind: 'refused', race: of, reason: 'no threads today' }) });
    const program = { operations: [poll] };
    const [before, raced, after] = await Promise.all([
      collect(session.run([program])),
      session.race?.(race, options),
      collect(session.run([program])),
    ]);
    expect(raced).toEqual({ kind: 'refused', race, reason: 'no threads today' });
    expect([before, after]).toMatchObject([[{ kind: 'history' }], [{ kind: 'history' }]]);
    await session[Symbol.asyncDispose]();
  });

  it('are lost when the implementation goes away, and so is every later one', async () => {
    const { session, serving } = await served({
      race: (of) => ({ kind: 'lost', race: of, cause: 'panicked', reason: 'panic', log: [] }),
    });
    const reason = 'the other side closed the stream';
    const both = await Promise.all([session.race?.(race, options), session.race?.(race, options)]);
    expect(both).toEqual([
      { kind: 'lost', race, cause: 'gone', reason, log: [] },
      { kind: 'lost', race, cause: 'gone', reason: 'the session was over before the race was answered', log: [] },
    ]);
    expect(await serving).toEqual({ kind: 'lost', reason: 'panic' });
    expect(await session.race?.(race, options)).toEqual({ kind: 'lost', race, cause: 'gone', reason, log: [] });
    await session[Symbol.asyncDispose]();
  });

  it.each([
    ['of another shape', rounds({ ...history, threads: [[step], [step]] })],
    ['cut off', rounds({ ...history, prefix: [] })],
    ['of no rounds', rounds(history, 0)],
    ['of a program', JSON.stringify({ seq: 0, history: { steps: [], residue: [] } })],
    ['with the number of another', JSON.stringify({ seq: 3, error: 'no' })],
  ])('break the protocol with an answer %s', async (_, answer) => {
    const session = await against(answer);
    await expect(session.race?.(race, options)).rejects.toMatchObject({ name: 'ProtocolError' });
    await session[Symbol.asyncDispose]();
  });

  it('may be answered with fewer rounds than asked for', async () => {
    const session = await against(rounds(history));
    expect(await session.race?.(race, { ...options, rounds: 1000 })).toMatchObject({
      kind: 'rounds',
      rounds: { rounds: 7 },
    });
    await session[Symbol.asyncDispose]();
  });
});

describe('a request for a race', () => {
  const request = { cmd: 'race', seq: 0, race, ...options };

  it('is taken as it is', () => {
    expect(raceRequest.parse(request)).toEqual(request);
  });

  it.each([
    ['one thread', { ...request, race: { ...race, threads: [[]] } }],
    ['five threads', { ...request, race: { ...race, threads: [[], [], [], [], []] } }],
    ['an unknown operation', { ...request, race: { ...race, suffix: [{ op: 'map.crate', args: {} }] } }],
    ['no rounds', { ...request, rounds: 0 }],
    ['a hold for ever', { ...request, holds: [{ module: 'soc_a', at: 'reg', ms: 201 }] }],
    ['a hold of nothing', { ...request, holds: [{ module: 'soc_a', at: 'tea', ms: 1 }] }],
  ])('is refused with %s', (_, wrong) => {
    expect(raceRequest.safeParse(wrong).success).toBe(false);
  });
});
