// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The agent's lines, over whichever of the two channels its kernel has a driver for.
import type { Duplex } from 'node:stream';
import { LineSplitter } from '../platform/lines';
import { MAX_LINE } from '../protocol/limits';

/** Carries lines both ways. Lines that come before there is a listener are kept for it. */
export class AgentChannel {
  private listener: ((line: string) => void) | undefined;
  private kept: string[] = [];
  private heardOn: Duplex;
  private greeting: string | undefined;

  constructor(
    private readonly virtio: Duplex,
    private readonly serial: Duplex,
  ) {
    this.heardOn = virtio;
    for (const stream of [virtio, serial]) {
      const splitter = new LineSplitter(MAX_LINE);
      stream.on('data', (chunk: Buffer) => {
        for (const line of splitter.push(chunk)) this.hear(line, stream);
      });
    }
  }

  /**
   * Sends the first line, though nobody knows yet where the agent listens. QEMU keeps it for a virtio port that is not
   * open yet; a serial port would garble it, so there it waits for the empty line that the agent begins with.
   */
  greet(line: string): void {
    this.greeting = line;
    this.virtio.write(`${line}\n`);
  }

  /** Whether the agent is reached over its virtio port. */
  get overVirtio(): boolean {
    return this.heardOn === this.virtio;
  }

  /** Sends one line. A guest that is gone takes it in silence; its end is what tells. */
  send(line: string): void {
    if (!this.heardOn.destroyed) this.heardOn.write(`${line}\n`);
  }

  /** Hands every line to `listener` from now on, the kept ones first. There is one listener at a time. */
  onLine(listener: ((line: string) => void) | undefined): void {
    this.listener = listener;
    const kept = this.kept;
    this.kept = [];
    for (const line of kept) this.deliver(line);
  }

  private hear(line: string, stream: Duplex): void {
    // Where the agent speaks is where it listens.
    this.heardOn = stream;
    if (line !== '') this.deliver(line);
    else if (stream === this.serial && this.greeting !== undefined) this.send(this.greeting);
  }

  private deliver(line: string): void {
    if (this.listener === undefined) this.kept.push(line);
    else this.listener(line);
  }
}
