// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A set of possible states, each with the way there.
import type { ClauseId } from '../spec';
import { backlog, releasesTo } from './internal';
import type { Bindings } from './pattern';
import { same } from './same';
import type { State } from './state';

/** One possible state, and the ids that the implementation has shown on the way there. */
export interface Possibility {
  readonly state: State;
  readonly bindings: Bindings;
  /** Clauses by which operations of unknown outcome were carried out, if this is what happened. */
  readonly assumed: readonly ClauseId[];
}

/** Whether a possibility stands for the other as well. Those that do have equal marks, which are quick to compare. */
interface Cover {
  readonly covers: (one: State, other: State) => boolean;
  readonly mark: (state: State) => number;
}

const EACH: Cover = { covers: same, mark: backlog };

const WIDEST: Cover = { covers: releasesTo, mark: ({ doomed, dying }) => doomed.length + dying.length };

/** Possibilities without those that others stand for: what is assumed of one is what all ways to it have assumed. */
export class Possibilities {
  private kept: { readonly mark: number; readonly possibility: Possibility }[] = [];

  private constructor(private readonly cover: Cover) {}

  /** Each state once. */
  static each(): Possibilities {
    return new Possibilities(EACH);
  }

  /**
   * No state that another comes to by letting go of modules, which may happen before any operation. When both are followed,
   * so is all that the one can do; and one of them is enough: three maps of each of two modules leave sixteen.
   */
  static widest(): Possibilities {
    return new Possibilities(WIDEST);
  }

  get all(): readonly Possibility[] {
    return this.kept.map(({ possibility }) => possibility);
  }

  get size(): number {
    return this.kept.length;
  }

  add(added: Possibility): void {
    const mark = this.cover.mark(added.state);
    const wider = this.kept.findIndex((old) => old.mark === mark && this.covers(old.possibility, added));
    if (wider >= 0) {
      const { possibility } = this.kept[wider] as { possibility: Possibility };
      this.kept[wider] = { mark, possibility: both(possibility, added) };
      return;
    }
    const narrower = this.kept.filter((old) => old.mark === mark && this.covers(added, old.possibility));
    const possibility = narrower.reduce((sum, old) => both(sum, old.possibility), added);
    this.kept = [...this.kept.filter((old) => !narrower.includes(old)), { mark, possibility }];
  }

  private covers(one: Possibility, other: Possibility): boolean {
    return same(one.bindings, other.bindings) && this.cover.covers(one.state, other.state);
  }
}

/** The first one, with what both have assumed. */
const both = (one: Possibility, other: Possibility): Possibility =>
  one.assumed.length === 0 ? one : { ...one, assumed: one.assumed.filter((clause) => other.assumed.includes(clause)) };
