// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A pair of streams that carries one message a line.
import type { Readable, Writable } from 'node:stream';
import { deferred } from '../platform/deferred';
import type { Ending } from '../interruption';
import { LineSplitter, LOG_LINE } from '../platform/lines';
import { ProtocolError } from '../errors';
import { MAX_LINE } from './limits';

/** The narrow thing that the protocol runs over: a child's pipes, a guest's serial port, or a test's. */
export interface Channel {
  /** Resolves when the other side can take more; a line sent to a dead channel is dropped, since `ended` tells. */
  send(line: string): Promise<void>;
  /** The lines that come in; ends when the other side has no more to say, throws `ProtocolError` for one that is too long. Read once. */
  readonly lines: AsyncIterable<string>;
  /** Resolves, once `lines` ended, and says how. */
  readonly ended: Promise<Ending>;
  /** What the other side said last beside the protocol: standard error, or the guest's console. */
  tail(): readonly string[];
  /** Ends the connection and whatever is behind it. */
  close(): Promise<void>;
}

/**
 * Messages, a line each; throws `ProtocolError` for one that is too long, and hears nothing more then. An unfinished last
 * line counts as one. A broken stream ends like any other.
 */
export async function* readLines(stream: Readable): AsyncGenerator<string> {
  const splitter = new LineSplitter(MAX_LINE);
  try {
    for await (const chunk of stream) {
      const lines = splitter.push(Buffer.from(chunk as Uint8Array));
      if (splitter.cut) break;
      yield* lines;
    }
  } catch {
    // The channel's owner knows why it broke, and says so in `ended`.
  }
  if (splitter.cut)
    throw new ProtocolError(`a line of more than ${MAX_LINE / 2 ** 20} Mi characters came, and no message is as long`);
  const rest = splitter.flush();
  if (rest !== undefined) yield rest;
}

/** The lines of a log, of which those that are too long lose their ends. */
export async function* readLog(stream: Readable): AsyncGenerator<string> {
  const splitter = new LineSplitter(LOG_LINE);
  try {
    for await (const chunk of stream) yield* splitter.push(Buffer.from(chunk as Uint8Array));
  } catch {
    // As above.
  }
  const rest = splitter.flush();
  if (rest !== undefined) yield rest;
}

/** Writes one line, and waits while the stream is full. Does not throw: a broken stream shows where it is read. */
export function writeLine(stream: Writable, line: string): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed || stream.writableEnded) {
      resolve();
      return;
    }
    const free = stream.write(`${line}\n`, () => resolve());
    if (free) resolve();
  });
}

/** A channel over two streams that nobody else owns, such as this process's own. */
export function streamChannel(input: Readable, output: Writable): Channel {
  output.on('error', () => undefined);
  const ended = deferred<Ending>();
  async function* lines(): AsyncGenerator<string> {
    yield* readLines(input);
    ended.resolve({ cause: 'gone', reason: 'the other side closed the stream' });
  }
  return {
    send: (line) => writeLine(output, line),
    lines: lines(),
    ended: ended.promise,
    tail: () => [],
    close: () => {
      output.end();
      input.destroy();
      ended.resolve({ cause: 'gone', reason: 'the connection was closed' });
      return Promise.resolve();
    },
  };
}
