// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The standard output as commands write to it: nothing in it that a terminal obeys, and no loss of it in silence.
import { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { harmless } from '../platform/harmless';

/** Passes text on; what cannot be written is found out when it is closed. */
export class Output extends Writable {
  private failure: NodeJS.ErrnoException | undefined;

  constructor(
    private readonly target: Writable,
    private readonly colour: boolean,
  ) {
    super({ decodeStrings: false });
    this.on('error', () => undefined);
    // It is also an event of its own, which would end the process.
    target.on('error', (error) => (this.failure ??= error));
  }

  override _write(chunk: unknown, _encoding: string, done: (error?: Error | null) => void): void {
    const text = typeof chunk === 'string' ? chunk : (chunk as Buffer).toString();
    this.target.write(harmless(text, this.colour), (error) => {
      if (error) this.failure ??= error;
      done(error);
    });
  }

  /** Waits until all is written; the reason when it could not be. */
  async close(): Promise<NodeJS.ErrnoException | undefined> {
    this.end();
    await finished(this).catch((error: unknown) => (this.failure ??= error as NodeJS.ErrnoException));
    return this.failure;
  }
}
