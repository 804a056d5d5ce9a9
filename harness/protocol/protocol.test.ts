// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyProgram } from '../../generators/testing/programs';
import type { Ran } from '../adapter';
import { channelPair, collect, fakeAdapter, lost, ran, type FakeOptions } from '../testing/fakes';
import { openSession } from './client';
import { serve } from './serve';

async function served(options: FakeOptions = {}) {
  const [near, far] = channelPair();
  const serving = serve(fakeAdapter(options), far);
  return { session: await openSession(near, { window: 3 }), serving };
}

const batches = fc.array(fc.array(anyProgram, { maxLength: 6 }), { maxLength: 4 });

describe('client and server together', () => {
  it('are transparent: every program gives what the adapter behind the server gives', async () => {
    await fc.assert(
      fc.asyncProperty(batches, async (all) => {
        const answer = (program: (typeof all)[number][number]): Ran => {
          const length = program.operations.length;
          if (length % 4 === 3) return { kind: 'refused', program, reason: 'three too many' };
          const steps = program.operations.map((_, step) => ({
            outcome: step === 2 ? { crashed: 'SIGSEGV' } : { ret: 0 - step, value: { id: step } },
          }));
          return ran(program, { steps, residue: length > 5 ? ['a pin is left'] : [] });
        };
        const { session, serving } = await served({ answer });
        const under = all.map((batch) => session.run(batch));
        const results = await Promise.all(under.map((each) => collect(each)));
        expect(results).toEqual(all.map((batch) => batch.map(answer)));
        await session[Symbol.asyncDispose]();
        expect(await serving).toEqual({ kind: 'stopped' });
      }),
    );
  });

  it('loses the first unanswered program and no other when the implementation goes away', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyProgram, { minLength: 1, maxLength: 9 }), fc.nat(8), async (programs, at) => {
        const doomed = at % programs.length;
        let done = 0;
        const { session, serving } = await served({
          answer: (program) => (done++ === doomed ? lost(program) : ran(program)),
        });
        const results = await collect(session.run(programs));
        expect(results.map(({ kind }) => kind)).toEqual([...Array<string>(doomed).fill('history'), 'lost']);
        expect(results.at(-1)?.program).toBe(programs[doomed]);
        expect(await serving).toEqual({ kind: 'lost', reason: 'the implementation died' });
        const later = await collect(session.run(programs));
        expect(later).toMatchObject([{ kind: 'lost', reason: 'the other side closed the stream' }]);
        await session[Symbol.asyncDispose]();
      }),
    );
  });

  it('tell who is on the other side', async () => {
    const { session } = await served({ operations: ['quiesce'] });
    expect(session.implementation).toEqual({ name: 'fake', version: '1', kernel: '6.12.0-fake' });
    expect(session.operations).toEqual(new Set(['quiesce']));
    await session[Symbol.asyncDispose]();
  });
});
