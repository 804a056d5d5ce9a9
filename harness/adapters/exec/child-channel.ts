// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The pipes of a child process as a channel of the protocol.
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { deferred } from '../../platform/deferred';
import { atExit } from '../../platform/at-exit';
import { killGroup } from '../../platform/kill-group';
import type { Ending } from '../../interruption';
import { readLines, readLog, writeLine, type Channel } from '../../protocol/channel';
import { Unavailable } from '../../errors';
import { Tail } from './tail';

/** After its input ended, and again after SIGTERM. */
const GRACE_MS = 500;

/** Starts a command and talks to it over its standard input and output. Throws `Unavailable` when it cannot be started. */
export async function childChannel([command, ...args]: readonly [string, ...string[]]): Promise<Channel> {
  // A group of its own, so that what it has started ends with it, and a Ctrl-C of the user's is for us alone.
  const child = spawn(command, args, { stdio: 'pipe', detached: true });
  await started(child, command);
  const forget = atExit(() => killGroup(child, 'SIGKILL'));
  const [ended, closed] = [deferred<Ending>(), deferred<undefined>()];
  child.once('close', (code, signal) => {
    forget();
    closed.resolve(undefined);
    ended.resolve({ cause: 'gone', reason: `'${command}' ${howIt(code, signal)}` });
  });
  child.stdin.on('error', () => undefined);
  const tail = new Tail();
  void tail.follow(readLog(child.stderr));
  async function* lines(): AsyncGenerator<string> {
    yield* readLines(child.stdout);
    // A child that has closed its output says nothing any more, and may live for ever; so may what it has started.
    await Promise.race([closed.promise, pause(GRACE_MS)]);
    ended.resolve({ cause: 'gone', reason: `'${command}' ${howIt(child.exitCode, child.signalCode)}` });
  }
  return {
    send: (line) => writeLine(child.stdin, line),
    lines: lines(),
    ended: ended.promise,
    tail: () => tail.lines,
    close: () => end(child, closed.promise),
  };
}

function howIt(code: number | null, signal: NodeJS.Signals | null): string {
  if (signal !== null) return `was killed with ${signal}`;
  return code === null ? 'closed its standard output and went on' : `exited with code ${code}`;
}

function started(child: ChildProcessWithoutNullStreams, command: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (error: NodeJS.ErrnoException) => {
      const absent = error.code === 'ENOENT';
      const cure = absent
        ? 'check the path; a command without a slash is looked up in PATH'
        : 'chmod +x, or name its interpreter first';
      reject(
        new Unavailable(
          absent ? `there is no command '${command}'` : `'${command}' cannot be started: ${error.message}`,
          cure,
        ),
      );
    });
  });
}

/** Most commands end with their input; those that do not are asked, then killed. */
async function end(child: ChildProcessWithoutNullStreams, closed: Promise<undefined>): Promise<void> {
  child.stdin.end();
  child.stdout.resume();
  const timers = [
    setTimeout(() => killGroup(child, 'SIGTERM'), GRACE_MS),
    setTimeout(() => killGroup(child, 'SIGKILL'), 2 * GRACE_MS),
    // Whoever left the group may hold the pipes for ever.
    setTimeout(() => [child.stdout, child.stderr].forEach((stream) => stream.destroy()), 3 * GRACE_MS),
  ];
  await closed;
  for (const timer of timers) clearTimeout(timer);
}
