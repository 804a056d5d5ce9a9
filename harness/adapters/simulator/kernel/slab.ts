// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Memory of objects, as KASAN and kmemleak watch it: what is freed is not touched again, and what is allocated is freed.
import { type Allocation, type Context } from './context';

/** One thing that happened to an object: which function did it, in which task and on whose behalf, and when. */
interface Event {
  readonly what: What;
  /** What the counter is then. */
  readonly refcnt: number;
  readonly by: string;
  readonly task: string;
  readonly doing: string;
  readonly time: number;
}

type What = 'allocated' | 'freed' | 'raised' | 'lowered';

/** How many of the last events a report shows. */
const SHOWN = 8;

/** An object with memory of its own. Its functions say so when they touch it, by `access`. */
export abstract class SlabObject implements Allocation {
  // `declare`d, since a field of so many kinds of objects is slow to define before it is set.
  declare readonly context: Context;
  /** The kernel's name of the struct. */
  declare readonly struct: string;
  declare private freed: boolean;
  /** Undefined where nobody asked for histories: what cannot fail need not be remembered. */
  declare private events: Event[] | undefined;

  constructor(context: Context, struct: string) {
    this.context = context;
    this.struct = struct;
    this.freed = false;
    this.events = undefined;
    context.allocations.push(this);
    if (context.remembers) this.remember('allocated', '');
  }

  get isFreed(): boolean {
    return this.freed;
  }

  /** The kernel's function `by` reads or writes the object: false, and a report, when it is gone. */
  access(by: string): boolean {
    if (!this.freed) return true;
    this.context.splat(`BUG: KASAN: slab-use-after-free in ${by}`, this.history(`touched in ${by}`));
    return false;
  }

  kfree(by: string): void {
    if (this.freed) this.context.splat(`BUG: KASAN: double-free in ${by}`, this.history(`freed again in ${by}`));
    this.freed = true;
    if (this.context.remembers) this.remember('freed', by);
  }

  /** Adds to what a report tells of the object. */
  remember(what: What, by: string, refcnt = 0): void {
    const { name, doing } = this.context.current;
    (this.events ??= []).push({ what, refcnt, by, task: name, doing, time: this.context.clock });
  }

  /** The lines below a report: what is wrong now, and how it came to that. */
  history(now: string): readonly string[] {
    const [first, ...rest] = this.events ?? [];
    const shown = first === undefined ? [] : [first, ...rest.slice(-SHOWN)];
    const { name, doing } = this.context.current;
    return [
      `${this.struct} ${now}, by ${name} for ${doing}`,
      ...shown.map((event) => `  at ${event.time}: ${describe(event)}`),
    ];
  }
}

function describe({ what, refcnt, by, task, doing }: Event): string {
  const change = what === 'raised' ? `refcnt ${refcnt - 1} -> ${refcnt}` : `refcnt ${refcnt + 1} -> ${refcnt}`;
  const happened = what === 'raised' || what === 'lowered' ? change : what;
  return `${happened}${by === '' ? '' : ` in ${by}`}, by ${task} for ${doing}`;
}
