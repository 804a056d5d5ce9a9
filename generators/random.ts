// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The few draws that generators make, on top of fast-check's generator of random numbers.
import type { Random as Source } from 'fast-check';

export class Random {
  constructor(private readonly source: Source) {}

  /** A whole number between the two, both included. */
  between(low: number, high: number): number {
    return this.source.nextInt(low, high);
  }

  /** True with the given probability, to a millionth. */
  chance(probability: number): boolean {
    return this.source.nextInt(1, 1_000_000) <= probability * 1_000_000;
  }

  /** One of the list; the list must not be empty. */
  pick<T>(list: readonly T[]): T {
    const item = list[this.source.nextInt(0, list.length - 1)];
    if (item === undefined) throw new Error('pick from an empty list');
    return item;
  }

  maybe<T>(list: readonly T[]): T | undefined {
    return list.length === 0 ? undefined : this.pick(list);
  }

  /** One of the entries, each as likely as its weight; undefined when all weigh nothing. */
  weighted<T>(entries: readonly (readonly [T, number])[]): T | undefined {
    return this.weighed(
      entries.map(([item]) => item),
      entries.map(([, weight]) => weight),
    );
  }

  /** One of the items, each as likely as the weight in its place; undefined when all weigh nothing. */
  weighed<T>(items: readonly T[], weights: readonly number[]): T | undefined {
    let total = 0;
    for (const weight of weights) total += weight;
    if (total <= 0) return undefined;
    let rest = this.source.nextInt(0, Math.ceil(total * 1000) - 1) / 1000;
    for (let index = 0; index < weights.length; index++) {
      rest -= weights[index] ?? 0;
      if (rest < 0) return items[index];
    }
    return items.at(-1);
  }
}
