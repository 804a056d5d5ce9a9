// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Small numbers for the names of threads.

export class Names {
  private readonly known: string[] = [];

  /** How many different names there were. */
  get size(): number {
    return this.known.length;
  }

  /** The same number for the same name, from 0 up. There are few threads, so a search is faster than a hash. */
  idOf(name: string): number {
    const { known } = this;
    for (let id = 0; id < known.length; id++) if (known[id] === name) return id;
    return known.push(name) - 1;
  }

  nameOf(id: number): string {
    return this.known[id] ?? '';
  }
}
