// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A running guest, as the adapter sees it.
import { type AgentChannel } from './channel';
import type { Accelerator } from './qemu/arguments';
import type { ConsoleLine } from './qemu/console';
import type { Emulator } from './qemu/emulator';
import type { GuestEnd } from './qemu/ending';
import { Pulse } from './qemu/pulse';
import type { Qmp } from './qemu/qmp';

/** A guest whose agent has said its first line. Disposing of it kills it. */
export class Guest implements AsyncDisposable {
  /** How the guest ended, whenever it does. Never rejects. */
  readonly ended: Promise<GuestEnd>;
  private end: GuestEnd | undefined;

  constructor(
    private readonly emulator: Emulator,
    private readonly channel: AgentChannel,
    /** The agent's first line. */
    readonly hello: string,
    readonly accelerator: Accelerator,
  ) {
    this.ended = emulator.ended.then((end) => (this.end = end));
  }

  /** From now on a QEMU that does not answer, or has stopped the guest, is the guest's end. */
  watch(): void {
    const pulse = new Pulse(this.emulator.monitor, (reason) => this.emulator.giveUp(reason));
    void this.ended.then(() => pulse.stop());
  }

  get running(): boolean {
    return this.end === undefined;
  }

  /** Whether the agent is reached over its virtio port, and not the serial one. */
  get overVirtio(): boolean {
    return this.channel.overVirtio;
  }

  /** QEMU's process id. */
  get pid(): number | undefined {
    return this.emulator.pid;
  }

  /** QEMU's monitor. */
  get monitor(): Qmp {
    return this.emulator.monitor;
  }

  /** Sends one line to the agent; the line's end is added. */
  send(line: string): void {
    this.channel.send(line);
  }

  /** Takes every line of the agent's from now on; lines that came before are kept for the first listener. */
  onLine(listener: (line: string) => void): void {
    this.channel.onLine(listener);
  }

  /** Everything the kernel wrote to its console so far: warnings and worse. */
  get consoleLines(): readonly ConsoleLine[] {
    return this.emulator.console.lines;
  }

  /** The console's lines since the last call. */
  drainConsole(): readonly ConsoleLine[] {
    return this.emulator.console.drain();
  }

  /** Ends the guest at once. A guest that had ended by itself keeps its own ending. */
  kill(): Promise<GuestEnd> {
    if (this.running) this.emulator.kill();
    return this.ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }
}
