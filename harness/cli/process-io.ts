// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// This process as the commands see it.
import { writeSync } from 'node:fs';
import pc from 'picocolors';
import { Interrupts } from './interrupts';
import type { Io } from './io';
import { NAME } from './name';

export function processIo(): Io {
  const { stdin, stdout, stderr, env } = process;
  const ci = env['CI'] !== undefined && env['CI'] !== '' && env['CI'] !== 'false';
  const { onInterrupt } = new Interrupts({
    on: (signal, listener) => process.on(signal, listener),
    exit: (code) => process.exit(code),
    say: (line) => sayAtOnce(`${NAME}: ${line}\n`),
  });
  return {
    stdin,
    stdout,
    stderr,
    colour: pc.isColorSupported && (stdout.isTTY || env['FORCE_COLOR'] !== undefined),
    live: stderr.isTTY && !ci,
    ci,
    onInterrupt,
  };
}

/** To standard error, before the process ends. Nobody is left to tell when that is closed or full. */
export function sayAtOnce(text: string): void {
  try {
    writeSync(process.stderr.fd, text);
  } catch {
    // See above.
  }
}
