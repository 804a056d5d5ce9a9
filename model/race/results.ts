// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The allowed results of a race as a tree, an operation a level: a history is looked up by walking down it.
import { formatReturn, type ClauseId, type Json, type Operation } from '../../spec';
import { formatPattern, type Bindings, type Pattern } from '../pattern';
import { Ids, matcherOf, type Matcher } from './matcher';
import type { Ending } from './stage';

/** What is expected of one operation, given what those before it came to. */
interface Branch {
  readonly ret: number;
  readonly value?: Pattern;
  readonly fits: Matcher;
  /** The clauses by which it may have come about. */
  readonly clauses: Set<ClauseId>;
  readonly next: Node;
}

interface Node {
  /** Few: most operations have one or two outcomes once those before are known. */
  readonly branches: Branch[];
  /** Number of the result that ends here. */
  result?: number;
}

/** One allowed result: what each operation comes to, and the clauses of the ways in which it may come about. */
export interface AllowedResult {
  readonly endings: readonly Ending[];
  readonly clauses: readonly ReadonlySet<ClauseId>[];
}

/** What one operation of a history showed. */
export interface Shown {
  readonly ret: number;
  readonly value?: Json;
}

/** What was allowed for an operation where a history leaves the tree. */
export interface Expected {
  readonly outcome: string;
  readonly clauses: readonly ClauseId[];
}

/** `place`: the first operation that fits no allowed result, when those before it are as they are. */
export type LookUp =
  | { readonly kind: 'found'; readonly result: number }
  | { readonly kind: 'missing'; readonly place: number; readonly allowed: readonly Expected[] };

const sameEnding = ({ ret, value }: Ending, branch: Branch): boolean =>
  branch.ret === ret && JSON.stringify(branch.value) === JSON.stringify(value);

export class AllowedResults {
  /** By number, in the order of their discovery. */
  readonly results: readonly AllowedResult[];
  private readonly root: Node = { branches: [] };

  /** `vectors`: what the operations come to, in the order of the history; a result may occur with several clauses. */
  constructor(
    readonly operations: readonly Operation[],
    vectors: readonly (readonly Ending[])[],
  ) {
    const results: { endings: readonly Ending[]; clauses: Set<ClauseId>[] }[] = [];
    for (const endings of vectors) {
      const leaf = this.add(endings);
      leaf.result ??= results.push({ endings, clauses: endings.map(() => new Set()) }) - 1;
      for (const [place, { clause }] of endings.entries()) results[leaf.result]?.clauses[place]?.add(clause);
    }
    this.results = results;
  }

  private add(endings: readonly Ending[]): Node {
    let node = this.root;
    for (const ending of endings) {
      let branch = node.branches.find((each) => sameEnding(ending, each));
      if (branch === undefined) {
        const { ret, value } = ending;
        branch = {
          ret,
          ...(value === undefined ? {} : { value }),
          fits: matcherOf(value),
          clauses: new Set(),
          next: { branches: [] },
        };
        node.branches.push(branch);
      }
      branch.clauses.add(ending.clause);
      node = branch.next;
    }
    return node;
  }

  /** The allowed result that a history shows. Ids are whatever the implementation chose, each object its own. */
  lookUp(shown: readonly Shown[]): LookUp {
    const search = new Search(shown);
    const result = search.walk(this.root, 0);
    if (result !== undefined) return { kind: 'found', result };
    return { kind: 'missing', place: search.furthest, allowed: search.allowed };
  }
}

/** Depth first: two branches fit the same outcome only where ids of different objects could stand. */
class Search {
  furthest = 0;
  allowed: readonly Expected[] = [];
  private readonly ids = new Ids();

  constructor(private readonly shown: readonly Shown[]) {}

  walk(node: Node, place: number): number | undefined {
    const outcome = this.shown[place];
    if (outcome === undefined) return node.result;
    const known = this.ids.count;
    for (const { ret, fits, next } of node.branches) {
      if (ret !== outcome.ret) continue;
      const result = fits(outcome.value, this.ids) ? this.walk(next, place + 1) : undefined;
      if (result !== undefined) return result;
      this.ids.forgetFrom(known);
    }
    if (place > this.furthest || this.allowed.length === 0) {
      this.furthest = place;
      const bindings = this.ids.asBindings();
      this.allowed = node.branches.map((branch) => expected(branch, bindings));
    }
    return undefined;
  }
}

const expected = ({ ret, value, clauses }: Branch, bindings: Bindings): Expected => ({
  outcome: formatReturn(ret) + (value === undefined ? '' : ` ${formatPattern(value, bindings)}`),
  clauses: [...clauses],
});
