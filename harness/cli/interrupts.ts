// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Signals that ask the process to end: a command that listens ends with what it has, any other at once.
import { EXIT } from './exit';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** How long a command may take to end by itself; it and all that is behind it are ended then. */
const GRACE_MS = 1500;

/** What of a process is needed, so that tests can give another. */
export interface Signalled {
  readonly on: (signal: NodeJS.Signals, listener: () => void) => unknown;
  readonly exit: (code: number) => void;
  /** Says a line to the user, at once. */
  readonly say: (line: string) => void;
}

export class Interrupts {
  private readonly handlers = new Set<() => void>();
  private heard = false;

  constructor(private readonly process: Signalled) {
    for (const signal of SIGNALS) process.on(signal, () => this.hear());
  }

  /** Calls back at the first signal; the second one ends the process. The returned function takes that back. */
  readonly onInterrupt = (handler: () => void): (() => void) => {
    this.handlers.add(handler);
    if (this.heard) handler();
    return () => void this.handlers.delete(handler);
  };

  private hear(): void {
    if (this.heard || this.handlers.size === 0) {
      this.end();
      return;
    }
    this.heard = true;
    // What ends by itself is not waited for.
    setTimeout(() => this.end(), GRACE_MS).unref();
    for (const handler of [...this.handlers]) handler();
  }

  private end(): void {
    this.process.say('interrupted');
    this.process.exit(EXIT.interrupted);
  }
}
