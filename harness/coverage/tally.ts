// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Counters.

/** How often each key was seen, as a plain value. */
export type Counts = Readonly<Record<string, number>>;

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
  toRecord(): Counts {
    return Object.fromEntries([...this.counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

/** What was seen in either; sorted by key, so that it does not matter which came first. */
export function addCounts(one: Counts, other: Counts): Counts {
  const sum = new Tally();
  for (const counts of [one, other]) for (const [key, times] of Object.entries(counts)) sum.add(key, times);
  return sum.toRecord();
}
