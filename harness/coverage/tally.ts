// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Counters.

/** Counts how often each key was seen, in the order of first sight. */
export class Tally {
  private readonly counts = new Map<string, number>();

  add(key: string, times = 1): void {
    this.counts.set(key, (this.counts.get(key) ?? 0) + times);
  }

  /** How many different keys were seen. */
  get size(): number {
    return this.counts.size;
  }

  /** Sorted by key, so that equal campaigns give equal reports. */
  toRecord(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}
