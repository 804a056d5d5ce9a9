// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What every part of the simulated kernel shares: its version, planted faults, deferred work, and the kernel log.
import { type Faults } from '../faults';
import { type Features } from './version';
import { Workqueue } from './workqueue';

/** The kernel touched what is no longer there. In process context this kills the caller, in a worker it is only logged. */
export class Oops extends Error {
  override readonly name = 'Oops';
}

export class Core {
  readonly work = new Workqueue();
  private log: string[] = [];

  constructor(
    readonly faults: Faults,
    readonly features: Features,
  ) {}

  /** Logs a fault of the kernel itself and gives up what it was doing. */
  oops(line: string): never {
    this.log.push(`BUG: ${line}`);
    throw new Oops(line);
  }

  /** Kernel log lines since the last call. */
  takeLog(): readonly string[] {
    if (this.log.length === 0) return NOTHING;
    const lines = this.log;
    this.log = [];
    return lines;
  }

  /** Runs one pending work; a worker that dies takes nobody with it. */
  runWork(index: number): void {
    try {
      this.work.take(index)?.run();
    } catch (error) {
      if (!(error instanceof Oops)) throw error;
    }
  }

  /** Runs everything, including what it causes. */
  drain(): void {
    while (this.work.pending > 0) this.runWork(0);
  }
}

const NOTHING: readonly string[] = [];
