// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Runs one command to its end: an argument array, never a shell; limits on time and output; the ending as a value.
import { spawn } from 'node:child_process';
import { atExit } from './at-exit';
import type { Finished } from './finished';
import { killGroup } from './kill-group';

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: Uint8Array;
  /** Default: 60 s. */
  readonly timeLimitMs?: number;
  /** Of standard output and standard error together; default: 16 MiB. */
  readonly outputLimitBytes?: number;
  readonly signal?: AbortSignal;
  /** A file descriptor that takes standard output instead. */
  readonly stdoutTo?: number;
}

type Stopped =
  | { readonly kind: 'timed-out'; readonly limitMs: number }
  | { readonly kind: 'too-much-output'; readonly limitBytes: number }
  | { readonly kind: 'aborted' };

/** Runs a command and says how it ended. Does not throw. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  const limitMs = options.timeLimitMs ?? 60_000;
  const limitBytes = options.outputLimitBytes ?? 16 * 1024 * 1024;
  return new Promise((resolve) => {
    // A group of its own: make and apt have children that must not outlive them.
    const child = spawn(command, [...args], {
      cwd: options.cwd,
      env: options.env,
      detached: true,
      stdio: [options.input === undefined ? 'ignore' : 'pipe', options.stdoutTo ?? 'pipe', 'pipe'],
    });
    const forget = atExit(() => killGroup(child, 'SIGKILL'));
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    let size = 0;
    let stopped: Stopped | undefined;
    const stop = (why: Stopped): void => {
      stopped ??= why;
      killGroup(child, 'SIGKILL');
    };
    const collect = (into: Buffer[]) => (chunk: Buffer) => {
      into.push(chunk);
      size += chunk.length;
      if (size > limitBytes) stop({ kind: 'too-much-output', limitBytes });
    };
    child.stdout?.on('data', collect(out));
    child.stderr?.on('data', collect(err));
    // A command may end without reading its input; that is its affair, and the exit code tells.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(options.input);

    const timer = setTimeout(() => stop({ kind: 'timed-out', limitMs }), limitMs);
    const onAbort = (): void => stop({ kind: 'aborted' });
    options.signal?.addEventListener('abort', onAbort);
    if (options.signal?.aborted === true) onAbort();

    const finish = (how: Ending): void => {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', onAbort);
      forget();
      const output = {
        command: [command, ...args],
        stdout: Buffer.concat(out).toString(),
        stderr: Buffer.concat(err).toString(),
      };
      resolve({ ...output, ...how });
    };
    child.once('error', (error: NodeJS.ErrnoException) => {
      finish({ kind: 'not-started', absent: error.code === 'ENOENT', reason: error.message });
    });
    child.once('close', (code, signal) => {
      finish(stopped ?? (signal === null ? { kind: 'exited', code: code ?? -1 } : { kind: 'signalled', signal }));
    });
  });
}

type Ending = Finished extends infer F ? (F extends unknown ? Omit<F, 'command' | 'stdout' | 'stderr'> : never) : never;
