// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Ctrl-C at the real command: whatever it is at, it ends by itself, with what it has and the status that says so.
import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { EXIT } from '../cli/exit';
import { start, type Running } from './command';

jest.setTimeout(60_000);

const directory = mkdtempSync(join(tmpdir(), 'signals-'));
const fifo = join(directory, 'fifo');
beforeAll(() => void execFileSync('mkfifo', [fifo]));
afterAll(() => rmSync(directory, { recursive: true }));

/** Until it has said something: it is at work then. */
async function speaks({ stderr }: Running): Promise<void> {
  while (stderr() === '') await setTimeout(10);
}

/** Until somebody has opened the pipe for reading: before, it cannot be opened for writing without waiting. */
async function reads(): Promise<void> {
  for (;;) {
    try {
      closeSync(openSync(fifo, constants.O_WRONLY | constants.O_NONBLOCK));
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENXIO') throw error;
      await setTimeout(10);
    }
  }
}

test.each([
  ['run --programs 1000000 -v', speaks],
  ['run --tour -v', speaks],
  ['run --adapter exec:cat', speaks],
  ['race --races 1000000', speaks],
  ['race --pairs', speaks],
  [`run --known ${fifo}`, reads],
  [`replay ${fifo}`, reads],
  [`race ${fifo}`, reads],
  [`check-history ${fifo}`, reads],
  [`diff ${fifo} ${fifo}`, reads],
  [`clauses --report ${fifo}`, reads],
] as const)('%s', async (line, isAtWork) => {
  const running = start(line.split(' '));
  await isAtWork(running);
  running.child.kill('SIGINT');
  const { status, stdout } = await running.ended;
  expect(status).toBe(EXIT.interrupted);
  expect(stdout).not.toMatch(/^conforms/m);
});
