// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { collect } from '../testing/fakes';
import { Queue } from './queue';

describe('Queue', () => {
  it('gives every value once, in order, whenever it was put in', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(fc.nat())), async (bursts) => {
        const queue = new Queue<number>();
        const read = collect(queue);
        for (const burst of bursts) {
          for (const value of burst) queue.put(value);
          await Promise.resolve();
        }
        queue.close();
        queue.put(-1);
        expect(await read).toEqual(bursts.flat());
      }),
    );
  });

  it('throws after the values that came before the error', async () => {
    const queue = new Queue<string>();
    queue.put('before');
    queue.close(new Error('broken'));
    const read = queue[Symbol.asyncIterator]();
    expect(await read.next()).toEqual({ done: false, value: 'before' });
    await expect(read.next()).rejects.toThrow('broken');
  });
});
