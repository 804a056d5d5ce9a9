// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Runs the command line inside the test's own process.
import { PassThrough } from 'node:stream';
import type { Io } from '../cli/io';
import { main } from '../cli/program';

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  readonly stdin?: string;
  readonly ci?: boolean;
  /** Interrupts the command as soon as it listens. */
  readonly interrupt?: boolean;
}

/** What the command prints, and its exit code. */
export async function commandLine(
  args: readonly string[],
  { stdin = '', ci = true, interrupt = false }: Surroundings = {},
): Promise<Outcome> {
  const [input, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  input.end(stdin);
  const text = Promise.all([stdout, stderr].map(readAll));
  const onInterrupt = (handler: () => void): (() => void) => {
    if (interrupt) handler();
    return () => undefined;
  };
  const io: Io = { stdin: input, stdout, stderr, colour: false, live: false, ci, onInterrupt };
  const code = await main(args, io);
  stdout.end();
  stderr.end();
  const [out = '', err = ''] = await text;
  return { code, stdout: out, stderr: err };
}

async function readAll(stream: PassThrough): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
