// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Whether a recorded history is one that the model allows: allowed, not allowed, or unknown when the limit comes first.
import { formatReturn, type ClauseId } from '../../../spec';
import { atOnce } from '../../../generators/explore';
import type { Model } from '../../../model';
import { formatPattern } from '../../../model/pattern';
import { partition } from './partition';
import type { RecordedHistory, RecordedOperation } from './recorded';
import { Search, type Budget, type Furthest, type Placed } from './search';

/** What an operation would have had to come to, after the longest order that can be explained. */
export interface Awaited {
  readonly recorded: RecordedOperation;
  readonly allowed: readonly { readonly outcome: string; readonly clause: ClauseId }[];
}

/**
 * `allowed`: an order of each part that explains it. `not allowed`: no order does; `order` is the longest that explains
 * what it has, and `awaited` what could have come next. `unknown` is no pass.
 */
export type Linearization =
  | { readonly kind: 'allowed'; readonly orders: readonly (readonly Placed[])[] }
  | { readonly kind: 'not allowed'; readonly order: readonly Placed[]; readonly awaited: readonly Awaited[] }
  | { readonly kind: 'unknown'; readonly reason: string };

export interface Limits {
  /** Situations to look at, over all parts. */
  readonly situations?: number;
  /** Asked now and then; the search ends once it says so. The clock is whoever reads it. */
  readonly expired?: () => boolean;
}

const SITUATIONS = 300_000;
/** Situations between two looks at the clock. */
const INTERVAL = 64;

class Spending implements Budget {
  private spent = 0;
  reason = '';

  constructor(private readonly limits: Limits) {}

  readonly spend = (): boolean => {
    const { situations = SITUATIONS, expired } = this.limits;
    if (this.spent >= situations) return this.end(`more than ${String(situations)} situations are possible`);
    if (this.spent % INTERVAL === 0 && expired?.() === true) return this.end('the time limit has come');
    this.spent++;
    return true;
  };

  private end(reason: string): false {
    this.reason = reason;
    return false;
  }
}

/** Searches the parts of a history that share no object one after the other. */
export const linearize = (model: Model, history: RecordedHistory, limits: Limits = {}): Linearization =>
  atOnce(linearizing(model, history, limits));

/** The same, which may take as long as its limits allow, with a pause after each situation. */
export function* linearizing(model: Model, history: RecordedHistory, limits: Limits): Generator<void, Linearization> {
  const budget = new Spending(limits);
  const orders: (readonly Placed[])[] = [];
  let unknown = budget.spend() ? undefined : budget.reason;
  for (const part of partition(history)) {
    if (unknown !== undefined) break;
    const found = yield* new Search(model, part, budget).run();
    if (found.kind === 'not allowed') return { kind: 'not allowed', order: found.order, awaited: awaitedIn(found) };
    if (found.kind === 'unknown') unknown = budget.reason;
    else orders.push(found.order);
  }
  return unknown === undefined ? { kind: 'allowed', orders } : { kind: 'unknown', reason: unknown };
}

function awaitedIn({ stuck, bindings }: Furthest): readonly Awaited[] {
  const operations = [...new Set(stuck.map(({ recorded }) => recorded))];
  return operations.map((recorded) => ({
    recorded,
    allowed: stuck
      .filter((each) => each.recorded === recorded)
      .map(({ ending: { ret, value, clause } }) => ({
        outcome: formatReturn(ret) + (value === undefined ? '' : ` ${formatPattern(value, bindings)}`),
        clause,
      })),
  }));
}
