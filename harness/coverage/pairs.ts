// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Pairs of operations on the same object: each operation with the one before it that touched the object.
import type { Key, Touched } from '../../model';
import { nameOf, NUMBER_OF_OPERATIONS, numberOf } from './numbers';
import type { Counts } from './tally';

const KINDS: readonly Touched['kind'][] = ['module', 'btf', 'prog', 'map', 'link'];

export class Pairs {
  private readonly counts = new Map<number, number>();
  private readonly last = new Map<Key, number>();

  /** Objects of one program are none of the next one's; and nothing is known of what follows a gap. */
  forget(): void {
    this.last.clear();
  }

  /** Counts the pairs that an operation makes with those that touched the same objects last. */
  add(op: string, touched: readonly Touched[]): void {
    const second = numberOf(op);
    if (second === undefined) return;
    for (const { kind, key } of touched) {
      const first = this.last.get(key);
      this.last.set(key, second);
      if (first === undefined) continue;
      const pair = (KINDS.indexOf(kind) * NUMBER_OF_OPERATIONS + first) * NUMBER_OF_OPERATIONS + second;
      this.counts.set(pair, (this.counts.get(pair) ?? 0) + 1);
    }
  }

  /** By `KIND: FIRST -> SECOND`, sorted. */
  toRecord(): Counts {
    const entries = [...this.counts].map(([pair, times]) => [textOf(pair), times] as const);
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

function textOf(pair: number): string {
  const first = Math.floor(pair / NUMBER_OF_OPERATIONS);
  const kind = KINDS[Math.floor(first / NUMBER_OF_OPERATIONS)] ?? '';
  return `${kind}: ${nameOf(first % NUMBER_OF_OPERATIONS)} -> ${nameOf(pair % NUMBER_OF_OPERATIONS)}`;
}
