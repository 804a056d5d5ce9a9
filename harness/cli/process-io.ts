// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// This process as the commands see it.
import pc from 'picocolors';
import { EXIT } from './exit';
import type { Io } from './io';

export function processIo(): Io {
  const { stdin, stdout, stderr, env } = process;
  const ci = env['CI'] !== undefined && env['CI'] !== '' && env['CI'] !== 'false';
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

function onInterrupt(handler: () => void): () => void {
  let first = true;
  const listener = (): void => {
    if (!first) process.exit(EXIT.interrupted);
    first = false;
    handler();
  };
  process.on('SIGINT', listener);
  return () => void process.off('SIGINT', listener);
}
