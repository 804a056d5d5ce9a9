// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Counters.

/** How often each key was seen, as a plain value. */
export type Counts = Readonly<Record<string, number>>;

/** Counts how often each key was seen, in the order of first sight. */
export class Tally {
  /** Counters and not numbers, so that a key that is known is looked up once. */
  private readonly counts = new Map<string, { times: number }>();

  add(key: string, times = 1): void {
    const known = this.counts.get(key);
    if (known === undefined) this.counts.set(key, { times });
    else known.times += times;
  }

  /** How many different keys were seen. */
  get size(): number {
    return this.counts.size;
  }

  /** Sorted by key, so that equal campaigns give equal reports. */
  toRecord(): Counts {
    const counts = [...this.counts].map(([key, { times }]) => [key, times] as const);
    return Object.fromEntries(counts.sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

/** What was seen in either; sorted by key, so that it does not matter which came first. */
export function addCounts(one: Counts, other: Counts): Counts {
  const sum = new Tally();
  for (const counts of [one, other]) for (const [key, times] of Object.entries(counts)) sum.add(key, times);
  return sum.toRecord();
}
