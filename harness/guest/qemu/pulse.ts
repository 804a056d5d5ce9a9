// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Whether QEMU is alive: it is asked now and then, and a guest behind a QEMU that does not answer will not answer either.
import type { Qmp, QmpResult } from './qmp';

/**
 * QEMU answers its monitor in milliseconds, whatever its guest does and even on a machine that is busy with ten others;
 * three questions in a row without an answer are twelve seconds of nothing. A guest that hangs inside a QEMU that is well is
 * another matter, and takes the patience of the protocol.
 */
export const PULSE = { everyMs: 4000, missed: 3 } as const;

/** States in which the guest does not run although nobody asked for it: QEMU met an error and waits for a person. */
const STOPPED: ReadonlySet<string> = new Set(['paused', 'io-error', 'internal-error', 'guest-panicked', 'watchdog']);

export interface PulseOptions {
  readonly everyMs: number;
  readonly missed: number;
}

/** Asks until `onStopped` was told why there is no point in waiting, or until it is stopped. */
export class Pulse {
  private readonly timer: NodeJS.Timeout;
  private unanswered = 0;

  constructor(
    private readonly monitor: Pick<Qmp, 'execute'>,
    private readonly onStopped: (reason: string) => void,
    private readonly options: PulseOptions = PULSE,
  ) {
    this.timer = setInterval(() => this.beat(), options.everyMs);
    // A process that has nothing else to do may end.
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private beat(): void {
    const { everyMs, missed } = this.options;
    if (this.unanswered >= missed) {
      this.give(`QEMU has not answered its monitor for ${(everyMs * missed) / 1000} s`);
      return;
    }
    this.unanswered++;
    void this.monitor.execute('query-status').then((result) => this.hear(result));
  }

  private hear(result: QmpResult): void {
    this.unanswered = 0;
    if (result.kind !== 'ok') return;
    const { status } = result.value as { readonly status: string };
    if (STOPPED.has(status)) this.give(`QEMU has stopped the guest (${status})`);
  }

  private give(reason: string): void {
    this.stop();
    this.onStopped(reason);
  }
}
