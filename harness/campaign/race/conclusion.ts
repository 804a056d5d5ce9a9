// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// From what was seen to the verdict of a race campaign.
import { DIED } from '../../judge/race/judge';
import { plural } from '../../platform/words';
import type { RaceCampaignVerdict, RaceReport } from './report';

export type RaceEvidence = Pick<
  RaceReport,
  | 'races'
  | 'raced'
  | 'rounds'
  | 'effective'
  | 'idle'
  | 'findings'
  | 'uncontrolled'
  | 'unjudged'
  | 'unknown'
  | 'refused'
  | 'lost'
  | 'ended'
>;

/** This share of rounds or races may stay undecided before it casts doubt on all. */
const TOLERATED = 0.01;

/** What is proved outweighs every doubt; that nothing is controlled outweighs all other doubts. */
export function concludeRaces(
  evidence: RaceEvidence,
  given = false,
): {
  readonly verdict: RaceCampaignVerdict;
  readonly doubts: readonly string[];
} {
  if (evidence.findings.length > 0) return { verdict: 'violates', doubts: [] };
  const doubts = [...doubtsOf(evidence, given)];
  if (evidence.uncontrolled.length > 0) return { verdict: 'uncontrolled', doubts };
  return { verdict: doubts.length > 0 ? 'inconclusive' : 'conforms', doubts };
}

function* doubtsOf(evidence: RaceEvidence, given: boolean): Generator<string> {
  const { races, raced, rounds, effective, idle, unjudged, unknown, refused, lost, ended } = evidence;
  if (ended === 'broken') yield 'the implementation broke off before the end';
  if (ended === 'interrupted') yield 'the run was interrupted';
  if (races === 0 || rounds === 0)
    yield ended === 'time-budget' ? 'the time budget ended before any race was run' : 'no race was run';
  else if (given ? idle > races * TOLERATED : effective === 0)
    yield 'no operation did anything: in every round each was refused, or only looked';
  else if (raced === 0) yield 'nothing raced: in no round were two threads under way at once';
  if (lost.length > 0) yield `${plural(lost.length, 'race')} took the implementation away every time`;
  const died = unknown[DIED] ?? 0;
  if (died > 0) yield `what carried operations out died in ${plural(died, 'round')}`;
  const [without, undecided, declined] = [sum(unjudged), sum(unknown), sum(refused)];
  if (without > (races + without) * TOLERATED) yield `the specification says nothing of ${plural(without, 'race')}`;
  if (undecided > rounds * TOLERATED) yield `nothing is proved of ${plural(undecided, 'round')}`;
  if (declined > races * TOLERATED) yield `the implementation could not carry out ${plural(declined, 'race')}`;
}

const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((a, b) => a + b, 0);
