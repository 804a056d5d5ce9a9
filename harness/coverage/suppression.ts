// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Which operations keep a clause from being exercised, and which bring it about (A. Groce et al., "Help, help, I'm being
// suppressed!", ISSRE 2013). Swarm testing leaves operations out of programs at random, so there is something to compare.
import type { Program } from '../../spec';
import { nameOf, NUMBER_OF_OPERATIONS, numberOf } from './numbers';
import { QUANTILE, wilson, type Interval } from '../platform/wilson';

/** A share of programs, what it may be within its interval, and of how many programs. */
export interface Share extends Interval {
  readonly share: number;
  readonly programs: number;
}

/** How many programs exercised a clause, among those that have an operation and among those that do not. */
export interface Influence {
  readonly clause: string;
  readonly operation: string;
  readonly with: Share;
  readonly without: Share;
}

export interface Influences {
  /** The programs that were compared. */
  readonly programs: number;
  readonly suppressors: readonly Influence[];
  readonly triggers: readonly Influence[];
}

/** Lengths of programs that are compared with each other only. */
const BAND = 10;

/** Fewer programs on one side are too few for an interval that can be relied on. */
const LEAST = 30;

/** So many programs, and how many of them have each operation, by its number. */
interface Group {
  programs: number;
  readonly having: Uint32Array;
}

/** Programs of about the same length, and those of them that exercised each clause. */
interface Band extends Group {
  readonly exercising: Map<string, Group>;
}

const emptyGroup = (): Group => ({ programs: 0, having: new Uint32Array(NUMBER_OF_OPERATIONS) });

function count(group: Group, having: readonly number[]): void {
  group.programs++;
  for (const operation of having) group.having[operation] = (group.having[operation] ?? 0) + 1;
}

export class Swarm {
  private readonly bands = new Map<number, Band>();

  /** Takes note of a generated program, as far as it was judged, and of the clauses that it exercised. */
  add({ operations }: Program, judged: number, clauses: Iterable<string>): void {
    const having = operationsOf(operations, judged);
    const band = this.band(Math.floor(judged / BAND));
    count(band, having);
    for (const clause of clauses) {
      let group = band.exercising.get(clause);
      if (group === undefined) band.exercising.set(clause, (group = emptyGroup()));
      count(group, having);
    }
  }

  private band(number: number): Band {
    const band = this.bands.get(number) ?? { ...emptyGroup(), exercising: new Map<string, Group>() };
    this.bands.set(number, band);
    return band;
  }

  /**
   * The operations whose presence goes with a clause being exercised less often (suppressors) or more often (triggers),
   * strongest first. What an operation decides itself (`own`) is left out: it triggers that trivially.
   *
   * Longer programs have more of everything, so an operation that merely comes with length would look like a trigger.
   * Programs are therefore compared within bands of length, and the shares are averages over the bands, weighted alike on
   * both sides. Some thousands of combinations are compared, so the intervals are those that miss the truth once in a
   * thousand times, and only shares whose intervals do not overlap are reported: of 10,000 combinations without any
   * influence that is expected to let less than one through.
   *
   * It is a correlation. A suppressor may take the place of the operations that the clause needs, destroy the state
   * that it needs, or appear only in states from which the clause is far; a trigger may share its cause with the
   * clause. What is not reported may still have an influence that is too weak for this number of programs.
   */
  influences(own: (operation: string, clause: string) => boolean): Influences {
    const bands = [...this.bands.values()];
    const clauses = [...new Set(bands.flatMap(({ exercising }) => [...exercising.keys()]))].sort();
    const found = clauses.flatMap((clause) =>
      Array.from({ length: NUMBER_OF_OPERATIONS }, (_, operation) => operation)
        .filter((operation) => !own(nameOf(operation), clause))
        .flatMap((operation) => compare(bands, clause, operation) ?? []),
    );
    return {
      programs: sum(bands.map(({ programs }) => programs)),
      suppressors: strongest(found, (influence) => influence.without.low - influence.with.high),
      triggers: strongest(found, (influence) => influence.with.low - influence.without.high),
    };
  }
}

function operationsOf(operations: Program['operations'], judged: number): readonly number[] {
  const having = new Set<number>();
  for (let index = 0; index < judged; index++) {
    const number = numberOf(operations[index]?.op ?? '');
    if (number !== undefined) having.add(number);
  }
  return [...having];
}

/** Those whose intervals have a gap between them, the widest first. */
const strongest = (found: readonly Influence[], gap: (influence: Influence) => number): readonly Influence[] =>
  found.filter((influence) => gap(influence) > 0).sort((one, other) => gap(other) - gap(one));

/** One side of a band: of so many programs, so many exercised the clause; and how much the band weighs. */
interface Sample {
  readonly weight: number;
  readonly programs: number;
  readonly exercised: number;
}

function compare(bands: readonly Band[], clause: string, operation: number): Influence | undefined {
  const present: Sample[] = [];
  const absent: Sample[] = [];
  for (const band of bands) {
    const programs = band.having[operation] ?? 0;
    const others = band.programs - programs;
    // Mantel and Haenszel's weight: a band that has nearly all its programs on one side compares next to nothing.
    const weight = (programs * others) / band.programs;
    if (weight === 0) continue;
    const group = band.exercising.get(clause);
    const exercised = group?.having[operation] ?? 0;
    present.push({ weight, programs, exercised });
    absent.push({ weight, programs: others, exercised: (group?.programs ?? 0) - exercised });
  }
  const [having, lacking] = [average(present), average(absent)];
  return having && lacking && { clause, operation: nameOf(operation), with: having, without: lacking };
}

/**
 * The weighted average of the bands' shares, which tells as much as the share of a sample of Kish's effective size;
 * undefined when that is too small.
 */
function average(samples: readonly Sample[]): Share | undefined {
  const total = sum(samples.map(({ weight }) => weight));
  const effective = 1 / sum(samples.map(({ weight, programs }) => (weight / total) ** 2 / programs));
  if (samples.length === 0 || effective < LEAST) return undefined;
  const share = sum(samples.map(({ weight, programs, exercised }) => (weight / total) * (exercised / programs)));
  const programs = sum(samples.map((sample) => sample.programs));
  return { share, ...wilson(share, effective, QUANTILE.oneInThousand), programs };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((one, other) => one + other, 0);
