// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A minimal QMP client: QEMU's monitor as JSON lines over a socket.
import type { Duplex } from 'node:stream';
import { LineSplitter } from '../../platform/lines';

/** What one line from the monitor is. `other` covers the greeting and anything newer than this client. */
export type QmpMessage =
  | { readonly kind: 'return'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'error'; readonly id: number; readonly reason: string }
  | { readonly kind: 'event'; readonly name: string; readonly data: Readonly<Record<string, unknown>> }
  | { readonly kind: 'other' };

/** What became of one command. `gone`: the monitor closed before it answered. */
export type QmpResult =
  | { readonly kind: 'ok'; readonly value: unknown }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'gone' };

interface Wire {
  readonly id?: unknown;
  readonly return?: unknown;
  readonly error?: { readonly desc?: unknown };
  readonly event?: unknown;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** Reads one line of the monitor. */
export function parseQmp(line: string): QmpMessage {
  let wire: Wire;
  try {
    wire = JSON.parse(line) as Wire;
  } catch {
    return { kind: 'other' };
  }
  if (typeof wire.event === 'string') return { kind: 'event', name: wire.event, data: wire.data ?? {} };
  if (typeof wire.id !== 'number') return { kind: 'other' };
  if (wire.error !== undefined) return { kind: 'error', id: wire.id, reason: String(wire.error.desc) };
  return { kind: 'return', id: wire.id, value: wire.return };
}

/** Characters of a reply: QEMU's longest are some kibibytes. What is cut is no JSON, and is left out. */
const MAX_REPLY = 2 ** 20;

/** One connection to the monitor. Commands may be sent at once: QEMU queues what comes before its greeting. */
export class Qmp {
  private readonly splitter = new LineSplitter(MAX_REPLY);
  private readonly waiting = new Map<number, (result: QmpResult) => void>();
  private next = 0;
  private closed = false;

  constructor(
    private readonly socket: Duplex,
    private readonly onEvent: (name: string, data: Readonly<Record<string, unknown>>) => void,
  ) {
    socket.on('data', (chunk: Buffer) => this.splitter.push(chunk).forEach((line) => this.receive(parseQmp(line))));
    socket.on('error', () => this.close());
    socket.on('close', () => this.close());
    socket.on('end', () => this.close());
    void this.execute('qmp_capabilities');
  }

  execute(command: string, args: Readonly<Record<string, unknown>> = {}): Promise<QmpResult> {
    if (this.closed) return Promise.resolve({ kind: 'gone' });
    const id = this.next++;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.socket.write(`${JSON.stringify({ execute: command, arguments: args, id })}\n`);
    });
  }

  private receive(message: QmpMessage): void {
    switch (message.kind) {
      case 'event': {
        this.onEvent(message.name, message.data);
        return;
      }
      case 'return': {
        this.answer(message.id, { kind: 'ok', value: message.value });
        return;
      }
      case 'error': {
        this.answer(message.id, { kind: 'refused', reason: message.reason });
        return;
      }
      case 'other':
        return;
    }
  }

  private answer(id: number, result: QmpResult): void {
    this.waiting.get(id)?.(result);
    this.waiting.delete(id);
  }

  private close(): void {
    this.closed = true;
    for (const id of [...this.waiting.keys()]) this.answer(id, { kind: 'gone' });
  }
}
