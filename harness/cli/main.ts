#!/usr/bin/env node
// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The command `struct-ops-conformance`.
import { keepObjectsYoung } from '../process/short-lived';
import { main } from './program';
import { processIo } from './process-io';

keepObjectsYoung();

// Whoever reads us may stop reading, as head(1) does; that is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

void main(process.argv.slice(2), processIo()).then((code) => {
  process.exitCode = code;
});
