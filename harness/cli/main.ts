#!/usr/bin/env node
// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The command `struct-ops-conformance`.
import { keepObjectsYoung } from '../platform/short-lived';
import { harmless } from '../platform/harmless';
import { EXIT, exitOfError } from './exit';
import { NAME } from './name';
import { main } from './program';
import { processIo, sayAtOnce } from './process-io';

keepObjectsYoung();

// A process that has nothing left to do before its command has ended ends with a bug, not with a pass.
process.exitCode = EXIT.bug;

// Nobody is left to tell when nobody listens.
process.stderr.on('error', () => undefined);

// Node's own status for this is 1, which is that of a violation.
process.on('uncaughtException', (error) => {
  const { code, message = '' } = exitOfError(error);
  const stack = process.argv.includes('--debug') ? `${error.stack ?? ''}\n` : '';
  sayAtOnce(harmless(`${NAME}: ${message}\n${stack}`));
  process.exit(code);
});

void main(process.argv.slice(2), processIo()).then((code) => {
  // Whatever an interrupted command has left under way ends with the process.
  if (code === EXIT.interrupted) process.exit(code);
  process.exitCode = code;
});
