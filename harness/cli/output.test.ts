// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { Writable } from 'node:stream';
import { expect, test } from '@jest/globals';
import { Output } from './output';

/** Takes so many writes; then the disk is full. */
function disk(room = Infinity): { readonly target: Writable; readonly written: string[] } {
  const written: string[] = [];
  const target = new Writable({
    decodeStrings: false,
    write: (chunk: string, _, done) => {
      const full = written.length >= room;
      if (!full) written.push(chunk);
      done(full ? Object.assign(new Error('no space left'), { code: 'ENOSPC' }) : null);
    },
  });
  return { target, written };
}

test('all that was written is there when it is closed', async () => {
  const { target, written } = disk();
  const output = new Output(target, false);
  for (const text of ['a\n', 'b\n', 'c\n']) output.write(text);
  expect(await output.close()).toBeUndefined();
  expect(written.join('')).toBe('a\nb\nc\n');
});

test('nothing that a terminal obeys gets through', async () => {
  const { target, written } = disk();
  const output = new Output(target, false);
  output.write('\u001b]0;pwned\u0007\u009b2J\n');
  expect(await output.close()).toBeUndefined();
  expect(written.join('')).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  expect(written.join('')).toContain('pwned');
});

test.each([0, 1, 2])('a disk that is full after %d writes is told when it is closed, and not before', async (room) => {
  const { target } = disk(room);
  const output = new Output(target, false);
  for (const text of ['a\n', 'b\n', 'c\n']) output.write(text);
  expect(await output.close()).toMatchObject({ code: 'ENOSPC' });
});

test('one that fails when nothing is being written is told as well', async () => {
  const { target } = disk();
  const output = new Output(target, false);
  target.emit('error', Object.assign(new Error('gone'), { code: 'EPIPE' }));
  expect(await output.close()).toMatchObject({ code: 'EPIPE' });
});
