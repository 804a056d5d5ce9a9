// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Commands in a guest: its agent runs them on request (docs/protocol.md, "exec").
import { z } from 'zod';
import { endingOf } from '../../guest';
import type { LineGuest } from '../vm/guest-channel';
import type { Executed, Shell } from './shell';

const answer = z.union([
  z.object({
    seq: z.int(),
    exec: z.object({
      status: z.int().nullable(),
      signal: z.string().nullable(),
      stdout: z.string(),
      stderr: z.string(),
      log: z.array(z.string()).exactOptional(),
    }),
  }),
  z.object({ seq: z.int(), error: z.string() }),
]);

/** Enough of the console for a panic with its call traces. */
const TAIL = 200;

/** A shell of a guest whose agent has been greeted. Disposing of it ends the guest. */
export function guestShell(guest: LineGuest): Shell {
  let seq = 0;
  let waiting: ((executed: Executed) => void) | undefined;
  let over: Executed | undefined;
  const settle = (executed: Executed): void => {
    waiting?.(executed);
    waiting = undefined;
  };
  guest.onLine((line) => settle(read(line, seq)));
  void guest.ended.then((end) => {
    over = { kind: 'lost', ...endingOf(end) };
    settle(over);
  });
  return {
    exec: (argv) =>
      new Promise((resolve) => {
        if (over !== undefined) {
          resolve(over);
          return;
        }
        waiting = resolve;
        guest.send(JSON.stringify({ cmd: 'exec', seq: ++seq, argv }));
      }),
    tail: () => guest.consoleLines.slice(-TAIL).map(({ text }) => text),
    [Symbol.asyncDispose]: async () => {
      await guest.kill();
    },
  };
}

/** What one line of the agent's says of the command with that number. */
export function read(line: string, seq: number): Executed {
  const parsed = answer.safeParse(parse(line));
  if (!parsed.success || parsed.data.seq !== seq)
    return {
      kind: 'lost',
      cause: 'garbled',
      reason: `the agent answered what nothing had asked for: ${line.slice(0, 200)}`,
    };
  if ('error' in parsed.data)
    return { kind: 'lost', cause: 'agent-died', reason: `the agent cannot run a command: ${parsed.data.error}` };
  const { status, signal, ...output } = parsed.data.exec;
  return status === null
    ? { kind: 'killed', signal: signal ?? 'SIGKILL', ...output }
    : { kind: 'exited', status, ...output };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
