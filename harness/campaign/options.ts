// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What a campaign needs to be told and given.
import type { Adapter, Implementation, Loss, Session } from '../adapter';
import type { Verdict, Violation } from '../judge/verdict';
import type { Counts } from '../coverage/tally';
import type { TourReport } from '../coverage/tour';
import type { KnownCrash } from '../judge/known/crash';
import type { KnownDeviation } from '../judge/known/deviation';
import type { Shown } from '../judge/known/recognise';
import type { Demand } from '../coverage/demand';
import type { History, Program } from '../../spec';
import type { Found, Shrunk } from './findings';
import type { Bounds, Clock } from './limits';
import type { Counterexample } from './report';
import type { Interruption } from '../interruption';

export interface CampaignOptions extends Bounds {
  readonly seed: number;
  /** More are run, up to twenty times as many, while a demand is undecided. */
  readonly programs: number;
  readonly demands?: readonly Demand[];
  /** How often in a row the implementation may go away, with no program judged in between, before it is given up. */
  readonly maxReconnections: number;
}

/** A history and what the judge says of it; undefined when the implementation gave none. */
export type Rerun = (program: Program) => Promise<{ readonly history: History; readonly verdict: Verdict } | undefined>;

/** What a session can express. */
export type Door = Pick<Session, 'operations' | 'expresses' | 'lacks'>;

/** The specification at work for one implementation: what it is asked, and how its answers are judged. */
export interface Oracle {
  readonly profile: string;
  /** The ids of all clauses that a program of the session's operations can exercise. */
  readonly clauses: readonly string[];
  /** The same program for the same index, whatever the time and whoever asks. */
  readonly generate: (index: number, door: Door) => Program;
  /** What the implementation's kernel is known for. */
  readonly deviations?: readonly KnownDeviation[];
  /** The entry that a violation is known by, though the judge could not go on behind it. */
  readonly recognise?: (shown: Shown) => KnownDeviation | undefined;
  /** The deviation that one of the first programs is there to show. */
  readonly shows?: (index: number) => KnownDeviation | undefined;
  /** How many of the first programs come on top of those that were asked for; they are no sample of what is generated. */
  readonly known?: number;
  /** The programs were asked for one by one, so that a refusal may be all that they are about. */
  readonly given?: true;
  readonly judge: (program: Program, history: History) => Verdict;
  /** What can be said of a program that the implementation died of, from its last words. */
  readonly judgeLoss?: (program: Program, loss: Loss) => Verdict;
  /** What is still to be seen of a program that met a violation: the program without the operation that showed it. */
  readonly beyond?: (program: Program, violation: Violation) => Program | undefined;
  /** What became of the cells of a tour, given those that were exercised. */
  readonly tour?: (cells: Counts) => TourReport;
  readonly shrink: (found: Found, rerun: Rerun) => Promise<Shrunk>;
}

/** Everything that a campaign does not do itself, so that tests can do it instead. */
export interface CampaignParts extends Clock {
  readonly adapter: Adapter;
  readonly oracle: (implementation: Implementation, door: Door) => Oracle | Promise<Oracle>;
  /** What a tool that carries operations out is known to die of; without, any death is a doubt. */
  readonly crashes?: (implementation: Implementation) => readonly KnownCrash[];
  readonly onEvent?: (event: CampaignEvent) => void;
}

export interface Progress {
  readonly programs: number;
  readonly requested: number;
  readonly operations: number;
  readonly violations: number;
  readonly exercised: number;
}

export type CampaignEvent =
  | { readonly kind: 'connected'; readonly implementation: Implementation; readonly unsupported: readonly string[] }
  | { readonly kind: 'judged'; readonly progress: Progress }
  | { readonly kind: 'refused'; readonly index: number; readonly reason: string }
  | { readonly kind: 'shrinking'; readonly found: Found }
  | { readonly kind: 'counterexample'; readonly counterexample: Counterexample }
  | { readonly kind: 'lost'; readonly interruption: Interruption }
  | { readonly kind: 'reconnected'; readonly times: number };
