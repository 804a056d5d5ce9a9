// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, it } from '@jest/globals';
import type { Program } from '../../spec';
import { channelPair, collect } from '../testing/fakes';
import type { Channel } from './channel';
import { openSession } from './client';

const hello = JSON.stringify({ version: 1, implementation: { name: 'odd', version: '0' }, operations: ['quiesce'] });
const program: Program = { operations: [{ op: 'quiesce', args: {} }] };
const history = { steps: [{ outcome: { ret: 0 } }], residue: [] };

/** An implementation that says the given lines, one for each it hears; `null` hangs up. */
function against(answers: readonly (string | null)[], limits = {}) {
  const [near, far] = channelPair();
  const heard: string[] = [];
  const tailed: Channel = { ...near, tail: () => ['last words'] };
  void (async () => {
    for await (const line of far.lines) {
      heard.push(line);
      const answer = answers[heard.length - 1];
      if (answer === null) await far.close();
      else if (answer !== undefined) await far.send(answer);
    }
  })();
  return { open: () => openSession(tailed, limits), heard };
}

describe('openSession', () => {
  it.each([
    ['no JSON', 'Welcome to busybox'],
    ['another version', '{"version":2,"implementation":{"name":"x","version":"1"},"operations":[]}'],
    ['an empty line', ''],
    ['an error', '{"error":"not today"}'],
    ['a hang-up', null],
  ])('names what came instead of the answer: %s', async (_, answer) => {
    const { open } = against([answer]);
    await expect(open()).rejects.toMatchObject({ name: 'ProtocolError', tail: ['last words'] });
    await expect(against([answer]).open()).rejects.toThrowErrorMatchingSnapshot();
  });

  it('does not wait for ever', async () => {
    const { open } = against([], { startMs: 10 });
    await expect(open()).rejects.toThrow('no answer to "start" within 0.01 s');
  });
});

describe('a session', () => {
  it.each([
    ['no JSON', 'Segmentation fault'],
    ['a history without residue', '{"seq":0,"history":{"steps":[]}}'],
    ['an outcome that is none', '{"seq":0,"history":{"steps":[{"outcome":{"errno":"EINVAL"}}],"residue":[]}}'],
    ['the number of another program', JSON.stringify({ seq: 7, history })],
    [
      'more steps than operations',
      JSON.stringify({ seq: 0, history: { ...history, steps: [...history.steps, ...history.steps] } }),
    ],
  ])('throws when the answer is broken: %s', async (_, answer) => {
    const session = await against([hello, answer]).open();
    await expect(collect(session.run([program, program]))).rejects.toThrowErrorMatchingSnapshot();
    await expect(collect(session.run([program]))).rejects.toThrow();
    await session[Symbol.asyncDispose]();
  });

  it('throws when an answer comes that nothing asked for', async () => {
    const twice = JSON.stringify({ seq: 0, history });
    const session = await against([hello, `${twice}\n${twice}`]).open();
    expect(await collect(session.run([program]))).toHaveLength(1);
    await expect(collect(session.run([program]))).rejects.toThrow('nothing asked for');
  });

  it('says that the program is lost when the other side falls silent, and keeps what it said last', async () => {
    const session = await against([hello], { silenceMs: 10 }).open();
    expect(await collect(session.run([program, program]))).toEqual([
      {
        kind: 'lost',
        program,
        cause: 'silent',
        reason: 'the implementation said nothing for 0.01 s',
        log: ['last words'],
      },
    ]);
    await session[Symbol.asyncDispose]();
  });

  it('has no more programs under way than the window allows', async () => {
    const { open, heard } = against([hello], { window: 3, stopMs: 10 });
    const session = await open();
    session.run(Array<Program>(10).fill(program));
    while (heard.length < 4) await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(heard).toHaveLength(1 + 3);
    await session[Symbol.asyncDispose]();
  });

  it('cuts the connection when the other side does not stop', async () => {
    const { open, heard } = against([hello], { stopMs: 10 });
    const session = await open();
    await session[Symbol.asyncDispose]();
    expect(heard.at(-1)).toBe('{"cmd":"stop"}');
  });

  it('asks for nothing when there is nothing to run', async () => {
    const session = await against([hello], { stopMs: 10 }).open();
    expect(await collect(session.run([]))).toEqual([]);
    await session[Symbol.asyncDispose]();
  });
});

describe('a side that talks on', () => {
  /** Says hello, and then nothing but empty lines as long as anybody reads them. */
  function talker() {
    let said = 0;
    async function* lines(): AsyncGenerator<string> {
      yield hello;
      for (;;) {
        // Each costs a turn, as those of a pipe do.
        await new Promise(setImmediate);
        said++;
        yield '';
      }
    }
    const ended = Promise.resolve({ cause: 'gone', reason: 'over' } as const);
    const nothing = (): Promise<void> => Promise.resolve();
    const channel: Channel = { send: nothing, lines: lines(), ended, tail: () => [], close: nothing };
    return { channel, said: () => said };
  }

  it('is not heard to the end when it was asked to stop', async () => {
    const { channel, said } = talker();
    const session = await openSession(channel, { stopMs: 60_000 });
    await session[Symbol.asyncDispose]();
    expect(said()).toBeLessThan(5);
  });

  it('is not heard to the end after an answer that is none', async () => {
    const { channel, said } = talker();
    const session = await openSession(channel);
    await expect(collect(session.run([program]))).rejects.toThrow('an empty line');
    await session[Symbol.asyncDispose]();
    const before = said();
    for (let turn = 0; turn < 100; turn++) await new Promise(setImmediate);
    expect(said() - before).toBeLessThan(5);
  });
});
