// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, it } from '@jest/globals';
import { channelPair, fakeAdapter, type FakeOptions } from '../testing/fakes';
import { serve } from './serve';

const START = '{"cmd":"start","version":1}';
const run = (seq: number, operation: string) => `{"cmd":"run","seq":${seq},"program":{"operations":[${operation}]}}`;

async function conversation(lines: readonly string[], options: FakeOptions = {}) {
  const [near, far] = channelPair();
  const serving = serve(fakeAdapter(options), far);
  const answers: unknown[] = [];
  const read = near.lines[Symbol.asyncIterator]();
  for (const line of lines) {
    await near.send(line);
    const step = await read.next();
    answers.push(step.done === true ? 'hung up' : JSON.parse(step.value));
  }
  await near.close();
  return { answers, served: await serving };
}

describe('serve', () => {
  it('answers each request', async () => {
    const lines = [START, run(5, '{"op":"quiesce","args":{}}'), '{"cmd":"stop"}'];
    expect(await conversation(lines, { operations: ['quiesce'] })).toEqual({
      answers: [
        {
          version: 1,
          implementation: { name: 'fake', version: '1', kernel: '6.12.0-fake' },
          operations: ['quiesce'],
        },
        { seq: 5, history: { steps: [{ outcome: { ret: 0 } }], residue: [] } },
        { stopped: true, residue: [] },
      ],
      served: { kind: 'stopped' },
    });
  });

  it.each([
    ['text', 'hello'],
    ['an unknown command', '{"cmd":"dance"}'],
    ['a version of the future', '{"cmd":"start","version":9}'],
  ])('answers %s with an error and goes on', async (_, line) => {
    const { answers } = await conversation([line, START]);
    expect(answers).toEqual([{ error: expect.any(String) }, expect.objectContaining({ version: 1 })]);
  });

  it('answers a broken program under its number', async () => {
    const { answers } = await conversation([START, run(3, '{"op":"map.crate","args":{}}')]);
    expect(answers[1]).toEqual({ seq: 3, error: expect.stringContaining('map.crate') });
  });

  it('runs nothing before start', async () => {
    const { answers } = await conversation([run(0, '{"op":"quiesce","args":{}}')]);
    expect(answers).toEqual([{ seq: 0, error: '"start" must come first' }]);
  });

  it('lets go of the implementation when the other side hangs up', async () => {
    let disposed = 0;
    const { served } = await conversation([START], { onDispose: () => disposed++ });
    expect(served).toEqual({ kind: 'left' });
    expect(disposed).toBe(1);
  });

  it('passes on what connect throws', async () => {
    const [near, far] = channelPair();
    const broken = fakeAdapter({ onConnect: () => Promise.reject(new Error('no such thing')) });
    const serving = serve(broken, far);
    await near.send(START);
    await expect(serving).rejects.toThrow('no such thing');
  });
});
