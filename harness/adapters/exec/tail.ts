// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The last lines of a text that may be long.

export class Tail {
  private kept: string[] = [];

  constructor(private readonly length = 20) {}

  get lines(): readonly string[] {
    return this.kept;
  }

  /** Takes lines until there are no more. */
  async follow(lines: AsyncIterable<string>): Promise<void> {
    for await (const line of lines) this.kept = [...this.kept, line].slice(-this.length);
  }
}
