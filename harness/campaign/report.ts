// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What a campaign found, as plain values: all that reporters get.
import type { CrashReport } from '../judge/known/crash';
import type { Violation } from '../judge/verdict';
import type { Lack } from '../premises/premise';
import type { CoverageReport } from '../coverage/coverage';
import type { DemandReport } from '../coverage/demand';
import type { Counts } from '../coverage/tally';
import type { TourReport } from '../coverage/tour';
import type { History, Program } from '../../spec';
import type { ReportHead } from './report-head';

/** A violation, on the smallest program that shows it. */
export interface Counterexample {
  readonly program: Program;
  readonly history: History;
  readonly violation: Violation;
  /** What makes it one finding: see `signatureOf`. */
  readonly signature: string;
  /** The program that showed it first, counted from 0; with the seed it is generated again. */
  readonly index: number;
  /** How many operations that program had before it was shrunk. */
  readonly originalLength: number;
  /** Shrinking took too long and was ended, so a smaller program may do. */
  readonly unfinished?: true;
  /** How many programs of the campaign showed it. */
  readonly occurrences: number;
}

/** A deviation that the kernel is known for, as this campaign met it. */
export interface KnownFinding {
  readonly finding: string;
  readonly reason: string;
  /** Where it is explained. */
  readonly see: string;
  /** The shortest program that met it. */
  readonly program: Program;
  readonly history: History;
  readonly violation: Violation;
  readonly occurrences: number;
}

/** A program that the implementation died of, or fell silent over, each time it was run. */
export interface LostProgram {
  readonly index: number;
  readonly program: Program;
  readonly reason: string;
  readonly log: readonly string[];
}

/**
 * `conforms`: programs were judged, clauses were exercised and every outcome was allowed. `violates`: some was not.
 * Violations that the kernel is known for do not count. `unexpected`: a known one does not happen any more.
 * `misses`: no outcome was wrong, but the suite did not exercise what was demanded of it. `inconclusive`: none of that is
 * proved, and `doubts` says why. Neither is a pass.
 */
export type CampaignVerdict = 'conforms' | 'violates' | 'unexpected' | 'misses' | 'inconclusive';

export interface CampaignReport extends ReportHead {
  readonly verdict: CampaignVerdict;
  /** What keeps the campaign from proving anything; empty when it violates. */
  readonly doubts: readonly string[];
  /** How many programs were asked for; undecided demands may have asked for more. */
  readonly requested: number;
  /** How many programs were judged, and how many operations they had up to a violation. */
  readonly programs: number;
  readonly operations: number;
  /** How many of them certainly did something: a pass without any would be about nothing. */
  readonly effects: number;
  readonly clauses: ClauseReport;
  readonly coverage: CoverageReport;
  readonly demands: readonly DemandReport[];
  /** Present when the programs were those of a tour. */
  readonly tour?: TourReport;
  /** How often each operation was judged. */
  readonly operationCounts: Readonly<Record<string, number>>;
  /** Operations of the vocabulary that the adapter cannot express. */
  readonly unsupported: readonly string[];
  /** Premises of the suite that did not hold, so that a part of it was left out. */
  readonly lacks: readonly Lack[];
  /** What nobody knew. */
  readonly counterexamples: readonly Counterexample[];
  readonly known: readonly KnownFinding[];
  /** Known deviations whose own program conforms. */
  readonly unexpected: readonly string[];
  /** How often what carries operations out died over one. */
  readonly crashes: readonly CrashReport[];
  /** Programs about which nothing is proved, by reason. */
  readonly unknown: Readonly<Record<string, number>>;
  readonly refused: Readonly<Record<string, number>>;
  readonly lost: readonly LostProgram[];
}

export interface ClauseReport {
  readonly total: number;
  /** How often each clause certainly decided an outcome; those that never did are left out. */
  readonly counts: Counts;
  readonly violated: readonly string[];
  /** Those that neither decided an outcome nor were violated. */
  readonly unexercised: readonly string[];
}
