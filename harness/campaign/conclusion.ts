// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// From what was seen to the verdict of a campaign.
import { crashCount } from '../judge/known/crash';
import type { CampaignReport, CampaignVerdict } from './report';

export type Evidence = Pick<
  CampaignReport,
  | 'programs'
  | 'operations'
  | 'effects'
  | 'clauses'
  | 'demands'
  | 'tour'
  | 'counterexamples'
  | 'unexpected'
  | 'unknown'
  | 'crashes'
  | 'refused'
  | 'lost'
  | 'ended'
>;

/** This share of programs may stay undecided (a history with too many possible states) before it casts doubt on all. */
const TOLERATED = 0.01;

/**
 * What is proved outweighs every doubt; doubts outweigh any number of programs that conform. `given`: the programs were asked
 * for one by one, and a refusal may be all that they are about.
 */
export function conclude(
  evidence: Evidence,
  given = false,
): {
  readonly verdict: CampaignVerdict;
  readonly doubts: readonly string[];
} {
  if (evidence.counterexamples.length > 0) return { verdict: 'violates', doubts: [] };
  const doubts = [...doubtsOf(evidence, given)];
  if (evidence.unexpected.length > 0) return { verdict: 'unexpected', doubts };
  if (evidence.demands.some(({ verdict }) => verdict === 'missed')) return { verdict: 'misses', doubts };
  return { verdict: doubts.length > 0 ? 'inconclusive' : 'conforms', doubts };
}

function* doubtsOf(evidence: Evidence, given: boolean): Generator<string> {
  const { programs, operations, effects, clauses, demands, tour, unknown, crashes, refused, lost, ended } = evidence;
  if (ended === 'broken') yield 'the implementation broke off before the end';
  if (ended === 'interrupted') yield 'the run was interrupted';
  if (programs === 0)
    yield ended === 'time-budget' ? 'the time budget ended before any program was judged' : 'no program was judged';
  else if (operations === 0) yield 'no operation was judged';
  else if (Object.keys(clauses.counts).length === 0) yield 'no clause was exercised';
  else if (effects === 0 && !given) yield 'no operation did anything: each was refused, or only looked';
  const open = demands.filter(({ verdict }) => verdict === 'undecided');
  if (open.length > 0) yield `${plural(open.length, 'demand')} could not be decided`;
  if (tour !== undefined && tour.missed.length > 0)
    yield `${plural(tour.missed.length, 'reachable cell')} of the tour ${tour.missed.length === 1 ? 'was' : 'were'} not exercised`;
  if (lost.length > 0) yield `${plural(lost.length, 'program')} took the implementation away every time`;
  // What the suite looks through has failed, and nobody knows what else it does wrong.
  const died = crashCount(crashes, false);
  if (died > 0) yield `what carries operations out died ${plural(died, 'time')}, which it is not known for`;
  const [undecided, declined] = [sum(unknown), sum(refused)];
  if (undecided > programs * TOLERATED) yield `nothing is proved of ${plural(undecided, 'program')}`;
  if (declined > programs * TOLERATED) yield `the implementation could not carry out ${plural(declined, 'program')}`;
}

const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((a, b) => a + b, 0);
const plural = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
