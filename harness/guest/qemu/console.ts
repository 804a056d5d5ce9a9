// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The guest's serial console, line by line: all there is to read of early boot and of a panic.
import type { Duplex } from 'node:stream';
import { LineSplitter, LOG_LINE } from '../../platform/lines';

/** One line of the console. `seconds` is the kernel's time stamp where the line is the kernel's. */
export interface ConsoleLine {
  readonly seconds: number | undefined;
  readonly text: string;
}

const stamped = /^\[ *(\d+\.\d+)\](?:\[ *[TC]\d+\])? ?(.*)$/;

/** Reads one line: `[    1.234567] text`, or with CONFIG_PRINTK_CALLER `[    1.234567][    T1] text`. */
export function parseConsoleLine(line: string): ConsoleLine {
  const match = stamped.exec(line);
  return match === null ? { seconds: undefined, text: line } : { seconds: Number(match[1]), text: match[2] ?? '' };
}

/** Why the kernel panicked, from its own line, or undefined for any other line. */
export function panicMessage(line: ConsoleLine): string | undefined {
  return /^Kernel panic - not syncing: (.*)$/.exec(line.text)?.[1];
}

/** Lines that are kept: a guest that floods its console for hours must not take our memory. */
const MOST = 20_000;

/** What the guest wrote to its console; of very many lines, the last ones. */
export class ConsoleLog {
  readonly lines: ConsoleLine[] = [];
  panic: string | undefined;
  private readonly splitter = new LineSplitter(LOG_LINE);
  private drained = 0;

  constructor(stream: Duplex, tee?: (line: string) => void) {
    const take = (line: string): void => {
      tee?.(line);
      const parsed = parseConsoleLine(line);
      this.lines.push(parsed);
      if (this.lines.length > 2 * MOST) this.drained = Math.max(0, this.drained - this.lines.splice(0, MOST).length);
      this.panic ??= panicMessage(parsed);
    };
    stream.on('data', (chunk: Buffer) => this.splitter.push(chunk).forEach(take));
    stream.on('error', () => undefined);
    stream.on('close', () => {
      // A guest that is killed may leave half a line.
      const rest = this.splitter.flush();
      if (rest !== undefined) take(rest);
    });
  }

  /** The lines since the last call. */
  drain(): readonly ConsoleLine[] {
    const lines = this.lines.slice(this.drained);
    this.drained = this.lines.length;
    return lines;
  }
}
