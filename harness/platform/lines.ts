// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Cuts a byte stream into lines of bounded length.
import { StringDecoder } from 'node:string_decoder';

/** Characters of a line in a log; printk() writes no longer ones than LOG_LINE_MAX, a thousand. */
export const LOG_LINE = 4096;

/** Collects chunks and gives back the lines they complete, without their line ends. */
export class LineSplitter {
  private readonly decoder = new StringDecoder('utf8');
  private rest: string[] = [];
  /** Of `rest`. */
  private length = 0;
  /** Whether some line was longer than `most`, and has lost its end. */
  cut = false;

  /** `most`: characters of a line that are kept. What comes after these is dropped up to the end of the line. */
  constructor(private readonly most: number) {}

  push(chunk: Buffer): string[] {
    const [first = '', ...others] = this.decoder.write(chunk).split('\n');
    this.keep(first);
    if (others.length === 0) return [];
    const last = others.pop() ?? '';
    const lines = [this.complete(), ...others.map((line) => this.shorten(line))];
    this.keep(last);
    return lines.map(stripReturn);
  }

  /** What came after the last line end: an unfinished line, or nothing. */
  flush(): string | undefined {
    this.keep(this.decoder.end());
    const rest = stripReturn(this.complete());
    return rest === '' ? undefined : rest;
  }

  /** Kept in pieces: one line may be megabytes in thousands of chunks, and joining each time would be quadratic. */
  private keep(text: string): void {
    if (text === '') return;
    const room = this.most - this.length;
    if (text.length > room) this.cut = true;
    const kept = text.slice(0, room);
    if (kept === '') return;
    this.rest.push(kept);
    this.length += kept.length;
  }

  private complete(): string {
    const line = this.rest.join('');
    this.rest = [];
    this.length = 0;
    return line;
  }

  private shorten(line: string): string {
    if (line.length > this.most) this.cut = true;
    return line.slice(0, this.most);
  }
}

/** Serial consoles end lines in \r\n. */
function stripReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
