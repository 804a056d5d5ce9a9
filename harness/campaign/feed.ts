// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The programs that are still to be run: those that were lost first, then new ones.
import type { Program } from '../../spec';

export interface Item {
  readonly index: number;
  readonly program: Program;
  /** How often the implementation was lost over it. */
  readonly losses: number;
  /** What it was stuck in, or out of, when it was run before. */
  readonly stuck?: boolean;
}

/** Hands out programs in batches; `generate` is called once for each index, in order. */
export class Feed {
  private next = 0;
  private readonly again: Item[] = [];

  constructor(
    private requested: number,
    private readonly generate: (index: number) => Program,
  ) {}

  take(count: number): readonly Item[] {
    const items = this.again.splice(0, count);
    while (items.length < count && this.next < this.requested) {
      const index = this.next++;
      items.push({ index, program: this.generate(index), losses: 0 });
    }
    return items;
  }

  /** How many programs there are to be in all. */
  get total(): number {
    return this.requested;
  }

  /** Asks for further programs. */
  extend(requested: number): void {
    this.requested = Math.max(this.requested, requested);
  }

  /** Whether every program that was asked for has been handed out. */
  get exhausted(): boolean {
    return this.next >= this.requested && this.again.length === 0;
  }

  /** Programs that have no result yet go first, in their own order. */
  giveBack(items: readonly Item[]): void {
    this.again.push(...items);
    this.again.sort((a, b) => a.index - b.index);
  }
}
