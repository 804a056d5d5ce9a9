// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The callback log of the test module: 64 KiB, then one line that says so (docs/test-module.md, "Log lines").

const SOC_LOG_SIZE = 64 * 1024;
const OVERFLOW = 'overflow';
/** Room for the last line and for the terminator that vsnprintf() writes. */
const USABLE = SOC_LOG_SIZE - (OVERFLOW.length + 1) - 1;

export class CallbackLog {
  private lines: string[] = [];
  private length = 0;
  private full = false;

  add(line: string): void {
    if (this.full) return;
    if (this.length + line.length + 1 > USABLE) {
      this.full = true;
      this.lines.push(OVERFLOW);
      return;
    }
    this.lines.push(line);
    this.length += line.length + 1;
  }

  /** Reads and empties. */
  take(): readonly string[] {
    const lines = this.lines;
    this.lines = [];
    this.length = 0;
    this.full = false;
    return lines;
  }
}
