// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The adapter for any command that speaks the protocol of docs/protocol.md on its standard input and output.
import { release } from 'node:os';
import type { Adapter, Session } from '../../adapter';
import { openSession } from '../../protocol/client';
import type { Limits } from '../../protocol/limits';
import { UsageError } from '../../errors';
import { childChannel } from './child-channel';
import { splitCommand } from './split';

export interface ExecOptions {
  /** Whether the command may work on the kernel of this very machine. */
  readonly hostKernel?: boolean;
  readonly limits?: Partial<Limits>;
}

/** Runs `command` as a child process; see `splitCommand` for how it is cut into arguments. */
export function exec(command: string, options: ExecOptions = {}): Adapter {
  const argv = splitCommand(command);
  return {
    name: `exec:${command}`,
    batch: 32,
    connect: async () => guardHost(await open(argv, options), options.hostKernel ?? false),
  };
}

async function open(argv: readonly [string, ...string[]], options: ExecOptions): Promise<Session> {
  return openSession(await childChannel(argv), options.limits);
}

/** A run leaves modules and maps behind when it goes wrong, so nobody's own kernel is used unless they say so. */
async function guardHost(session: Session, allowed: boolean): Promise<Session> {
  const { kernel, name } = session.implementation;
  if (allowed || kernel !== release()) return session;
  await session[Symbol.asyncDispose]();
  throw new UsageError(
    `'${name}' would work on the kernel of this machine (${kernel})`,
    '--adapter vm, or --host-kernel when this machine may be sacrificed',
  );
}
