// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Demands: how often a clause is to be exercised, and whether a campaign has shown that it is.
import { UsageError } from '../errors';
import { chernoff, ONE_IN_BILLION } from '../platform/chernoff';
import { QUANTILE, wilson, type Interval } from '../platform/wilson';

/** That a clause decides at least this share of operations. */
export interface Demand {
  /** A clause, or `*` for every clause that can be exercised. */
  readonly clause: string;
  readonly share: number;
  /** As the user wrote it. */
  readonly text: string;
}

/** `missed`: it is as good as certain that the share is smaller. `undecided`: neither is; that is no pass. */
export type DemandVerdict = 'met' | 'missed' | 'undecided';

/**
 * The demands on single clauses that a `*` stands for. Throws `UsageError` for one that no program can meet: it would be
 * missed after a long time.
 */
export function demandsOn(clauses: readonly string[], demands: readonly Demand[]): readonly Demand[] {
  const stray = demands.find(({ clause }) => clause !== '*' && !clauses.includes(clause));
  if (stray !== undefined)
    throw new UsageError(
      `--demand ${stray.text}: no program of this adapter and profile exercises ${stray.clause}`,
      `struct-ops-conformance clauses ${stray.clause}, which says what it takes`,
    );
  return demands.flatMap((demand) =>
    demand.clause === '*' ? clauses.map((clause) => ({ ...demand, clause })) : demand,
  );
}

/** A demand on one clause, and what was seen of it. */
export interface DemandReport extends Interval {
  readonly clause: string;
  readonly demanded: number;
  readonly text: string;
  readonly verdict: DemandVerdict;
  /** How many of the `operations` the clause decided. The share lies between `low` and `high`. */
  readonly count: number;
  readonly operations: number;
}

/**
 * A demand is met when the share is certainly at least nine tenths of what was demanded. Without such a tolerance a share
 * that is just as demanded would stay undecided for ever.
 */
const TOLERANCE = 0.9;

/** Sums over programs of how often a clause was exercised in one, of its square, and of its product with the length. */
interface Sums {
  count: number;
  squares: number;
  products: number;
}

/**
 * Tests demands as QuickCheck's checkCoverage does, sequentially and with a certainty of a billion to one, so that
 * looking often does no harm. Two things are different. Operations of one program are no independent trials, so the
 * number of operations is divided by the design effect that the programs show (L. Kish, "Survey Sampling", 1965). And
 * where Wilson's interval promises more than is true, for few occurrences, Chernoff's bounds take its place.
 */
export class Demands {
  private readonly sums = new Map<string, Sums>();
  private programs = 0;
  private operations = 0;
  private squares = 0;

  constructor(private readonly asked: readonly Demand[]) {
    for (const { clause } of asked) this.sums.set(clause, { count: 0, squares: 0, products: 0 });
  }

  /** Takes note of a generated program: how many operations were judged, and how often each clause decided. */
  add(operations: number, clauses: ReadonlyMap<string, number>): void {
    this.programs++;
    this.operations += operations;
    this.squares += operations * operations;
    for (const [clause, count] of clauses) {
      const sums = this.sums.get(clause);
      if (sums === undefined) continue;
      sums.count += count;
      sums.squares += count * count;
      sums.products += count * operations;
    }
  }

  /** Whether more programs may decide what is still undecided. */
  get undecided(): boolean {
    return this.asked.some((demand) => this.judge(demand).verdict === 'undecided');
  }

  /** In the order in which they were asked for. */
  get reports(): readonly DemandReport[] {
    return this.asked.map((demand) => this.judge(demand));
  }

  private judge({ clause, share: demanded, text }: Demand): DemandReport {
    const { operations } = this;
    const sums = this.sums.get(clause) ?? { count: 0, squares: 0, products: 0 };
    const share = operations === 0 ? 0 : sums.count / operations;
    const interval = bounds(share, operations / this.designEffect(share, sums));
    return { clause, demanded, text, verdict: decide(interval, demanded), count: sums.count, operations, ...interval };
  }

  /** How much more the share varies between programs than it would between independent operations; 1 at least. */
  private designEffect(share: number, { squares, products }: Sums): number {
    const expected = share * (1 - share) * this.operations;
    if (this.programs < 2 || expected <= 0) return 1;
    const residues = squares - 2 * share * products + share * share * this.squares;
    return Math.max(1, ((this.programs / (this.programs - 1)) * residues) / expected);
  }
}

/** Wilson's interval, or Chernoff's bounds where they are wider. */
function bounds(share: number, trials: number): Interval {
  const [one, other] = [wilson(share, trials, QUANTILE.oneInBillion), chernoff(share, trials, ONE_IN_BILLION)];
  return { low: Math.min(one.low, other.low), high: Math.max(one.high, other.high) };
}

function decide({ low, high }: Interval, demanded: number): DemandVerdict {
  if (low >= TOLERANCE * demanded) return 'met';
  return high < demanded ? 'missed' : 'undecided';
}
