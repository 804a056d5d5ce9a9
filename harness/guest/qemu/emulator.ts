// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// One QEMU process with its four channels.
import { spawn } from 'node:child_process';
import type { Duplex } from 'node:stream';
import { atExit } from '../../platform/at-exit';
import { dieWithParent } from '../../platform/die-with-parent';
import { descriptors, qemuArguments, type Machine } from './arguments';
import { ConsoleLog } from './console';
import { guestEnd, type GuestEnd } from './ending';
import { Qmp } from './qmp';

/** A started QEMU; whether anything runs in it is for the caller to find out. */
export interface Emulator {
  readonly pid: number | undefined;
  readonly agent: Duplex;
  readonly fallback: Duplex;
  readonly console: ConsoleLog;
  readonly monitor: Qmp;
  readonly ended: Promise<GuestEnd>;
  kill(): void;
  /** The same, for the reason that it does nothing any more. */
  giveUp(reason: string): void;
}

/** taskset(1), where somebody chose processors. */
const onProcessors = (
  affinity: readonly number[] | undefined,
  command: string,
  args: readonly string[],
): [string, readonly string[]] =>
  affinity === undefined ? [command, args] : ['taskset', ['--cpu-list', affinity.join(','), command, ...args]];

/** Starts QEMU. Never rejects: a QEMU that cannot start is an `ended` of kind `emulator-died`. */
export async function startEmulator(qemu: string, machine: Machine, tee?: (line: string) => void): Promise<Emulator> {
  const [command, args] = await dieWithParent(...onProcessors(machine.affinity, qemu, qemuArguments(machine)));
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe', 'pipe', 'pipe'] });
  const channel = (fd: number): Duplex => {
    const stream = child.stdio[fd as 3] as unknown as Duplex;
    // A write to a guest that died in this moment; `ended` is what tells.
    stream.on('error', () => undefined);
    return stream;
  };
  let killedByUs = false;
  let frozen: string | undefined;
  let internalError = false;
  let shutdown: string | undefined;
  let stderr = '';
  const destroy = (): void => void child.kill('SIGKILL');
  const forget = atExit(destroy);
  const failed = (): void => {
    internalError = true;
    destroy();
  };
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString()).slice(-4096);
    if (/KVM internal error|KVM: entry failed|hardware error/i.test(stderr)) failed();
  });

  const log = new ConsoleLog(channel(descriptors.console), tee);
  const monitor = new Qmp(channel(descriptors.monitor), (name, data) => {
    if (name === 'SHUTDOWN') shutdown ??= String(data['reason']);
    if (name === 'MEMORY_FAILURE') failed();
  });
  const ended = new Promise<GuestEnd>((resolve) => {
    const finish = (code: number | null, signal: string | null): void => {
      forget();
      resolve(guestEnd({ killedByUs, frozen, internalError, panic: log.panic, shutdown, code, signal, stderr }));
    };
    child.once('error', (error) => {
      stderr = error.message;
      finish(null, null);
    });
    // `close` comes after the last byte of every channel, so the panic's line has been read by then.
    child.once('close', finish);
  });
  return {
    pid: child.pid,
    agent: channel(descriptors.agent),
    fallback: channel(descriptors.fallback),
    console: log,
    monitor,
    ended,
    kill: () => {
      killedByUs = true;
      destroy();
    },
    giveUp: (reason) => {
      frozen = reason;
      destroy();
    },
  };
}
