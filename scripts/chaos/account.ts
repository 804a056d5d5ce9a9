// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Whether a campaign that was disturbed comes out even: every program judged once, every fault named.
import type { CampaignReport } from '../../harness/campaign/report';
import type { Interruption } from '../../harness/interruption';
import type { Mischief } from './mischief';

/** A mischief that was done, and what the report says of the time from then until the next one. */
export interface Done {
  readonly mischief: Mischief;
  readonly named: readonly Interruption[];
}

export interface Account {
  readonly injected: Readonly<Record<string, number>>;
  /** What does not come out even, a line each; empty when everything does. */
  readonly faults: readonly string[];
}

/** `judged`: the numbers of the programs, as often as each was judged. */
export function accountOf(report: CampaignReport, judged: readonly number[], done: readonly Done[]): Account {
  const injected: Record<string, number> = {};
  for (const { mischief } of done) injected[mischief.name] = (injected[mischief.name] ?? 0) + 1;
  return { injected, faults: [...uneven(report, judged), ...done.flatMap(unnamed)] };
}

function* uneven(report: CampaignReport, judged: readonly number[]): Generator<string> {
  const times = new Map<number, number>();
  for (const index of judged) times.set(index, (times.get(index) ?? 0) + 1);
  for (let index = 0; index < report.requested; index++) if (!times.has(index)) yield `program ${index} was not judged`;
  for (const [index, count] of times) if (count > 1) yield `program ${index} was judged ${count} times`;
  if (report.verdict !== 'conforms') yield `the verdict is ${report.verdict}: ${report.doubts.join('; ')}`;
}

/** The lists of causes of which the report has given none so far. */
export const missingOf = ({ mischief: { causes }, named }: Done): Mischief['causes'] =>
  causes.filter((any) => !any.some((cause) => named.some((each) => each.cause === cause)));

/** Each list of causes must have one that the report gives, and nothing else may be given. */
function unnamed(done: Done, index: number): readonly string[] {
  const { mischief, named } = done;
  const { name, causes } = mischief;
  const given = named.map(({ cause }) => cause);
  const missing = missingOf(done);
  const strange = given.filter((cause) => !causes.flat().includes(cause));
  return [
    ...missing.map((any) => `fault ${index + 1} (${name}): the report names no ${any.join(' or ')}`),
    ...strange.map((cause) => `fault ${index + 1} (${name}): the report names ${cause}, which it was not`),
  ];
}
