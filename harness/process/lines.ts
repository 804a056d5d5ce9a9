// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Cuts a byte stream into lines.
import { StringDecoder } from 'node:string_decoder';

/** Collects chunks and gives back the lines they complete, without their line ends. */
export class LineSplitter {
  private readonly decoder = new StringDecoder('utf8');
  private rest: string[] = [];

  push(chunk: Buffer): string[] {
    const text = this.decoder.write(chunk);
    const end = text.lastIndexOf('\n');
    if (end < 0) {
      // Kept in pieces: one line may be megabytes in thousands of chunks, and joining each time would be quadratic.
      if (text !== '') this.rest.push(text);
      return [];
    }
    const complete = this.rest.join('') + text.slice(0, end);
    const rest = text.slice(end + 1);
    this.rest = rest === '' ? [] : [rest];
    return complete.split('\n').map(stripReturn);
  }

  /** What came after the last line end: an unfinished line, or nothing. */
  flush(): string | undefined {
    const rest = stripReturn(this.rest.join('') + this.decoder.end());
    this.rest = [];
    return rest === '' ? undefined : rest;
  }
}

/** Serial consoles end lines in \r\n. */
function stripReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
