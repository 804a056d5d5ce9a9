// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What a command sees of the process it runs in, so that tests can give it another.
import type { Readable, Writable } from 'node:stream';

export interface Io {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** Whether standard output may have colours. */
  readonly colour: boolean;
  /** Whether standard error may have a live line. */
  readonly live: boolean;
  /** Whether this is a CI machine, where nothing may depend on chance. */
  readonly ci: boolean;
  /** Calls back at the first Ctrl-C; the second one ends the process. The returned function takes that back. */
  readonly onInterrupt: (handler: () => void) => () => void;
}
