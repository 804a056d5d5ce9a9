// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Programs that are given, not generated, through the machinery of a campaign.
import { performance } from 'node:perf_hooks';
import { formatOperation } from '../../generators/text';
import type { Adapter } from '../adapter';
import type { Verdict } from '../check/verdict';
import { runCampaign } from '../engine/campaign';
import { fits } from '../engine/door';
import { oracleFor } from '../engine/oracle';
import type { CampaignEvent, Oracle } from '../engine/options';
import type { CampaignReport } from '../engine/report';
import type { History, Program } from '../../spec';
import { unavailable } from '../premises/premise';
import { modulesLack } from '../premises/within';
import { ownCrashes } from '../known/crash-list';
import { UsageError } from '../usage-error';

export interface NamedProgram {
  readonly name: string;
  readonly program: Program;
}

/** What became of one program: absent history and verdict mean that it was lost or refused. */
export interface Judged extends NamedProgram {
  readonly history?: History;
  readonly verdict?: Verdict;
}

export interface FixedOptions {
  readonly profile: string;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: CampaignEvent) => void;
}

/** Runs the programs once each, as they are. Throws `UsageError` when the adapter cannot express one, `Unavailable` when it lacks what one needs. */
export async function runFixed(
  adapter: Adapter,
  programs: readonly NamedProgram[],
  options: FixedOptions,
): Promise<{ readonly report: CampaignReport; readonly judged: readonly Judged[] }> {
  const results = new Map<Program, { readonly history: History; readonly verdict: Verdict }>();
  const { signal, onEvent } = options;
  const report = await runCampaign(
    { seed: 0, programs: 0, maxFailures: Infinity, maxReconnections: Infinity },
    {
      adapter,
      oracle: (implementation, door) => {
        const oracle = oracleFor(implementation, { ...UNUSED, profile: options.profile }, door);
        return { ...oracle, ...given(programs), ...remembering(oracle, results) };
      },
      crashes: ownCrashes,
      now: () => performance.now(),
      ...(signal === undefined ? {} : { signal }),
      ...(onEvent === undefined ? {} : { onEvent }),
    },
  );
  return { report, judged: programs.map((named) => ({ ...named, ...results.get(named.program) })) };
}

/** Nothing is generated. */
const UNUSED = { seed: 0, maxOperations: 0, misuse: 0, swarm: 0, hazards: true };

/** The programs in their order; what is replayed has been shrunk already. */
const given = (programs: readonly NamedProgram[]): Pick<Oracle, 'known' | 'generate' | 'shrink'> => ({
  known: programs.length,
  generate: (index, door) => {
    const named = programs[index];
    if (named === undefined) throw new Error(`there is no program number ${index}`);
    const foreign = named.program.operations.find((operation) => !fits(operation, door));
    const lack = modulesLack(door);
    if (foreign?.op.startsWith('module.') === true && lack !== undefined)
      throw unavailable(`${named.name} needs '${formatOperation(foreign)}'`, lack);
    if (foreign)
      throw new UsageError(
        `${named.name} needs '${formatOperation(foreign)}', which this adapter cannot express`,
        'another --adapter',
      );
    return named.program;
  },
  shrink: ({ index: _, ...found }) => Promise.resolve(found),
});

/** Judges as the oracle does, and keeps what it says; of a loss, only what it proves. */
function remembering(
  oracle: Oracle,
  results: Map<Program, { readonly history: History; readonly verdict: Verdict }>,
): Pick<Oracle, 'judge' | 'judgeLoss'> {
  return {
    judge: (program, history) => {
      const verdict = oracle.judge(program, history);
      results.set(program, { history, verdict });
      return verdict;
    },
    judgeLoss: (program, loss) => {
      const verdict: Verdict = oracle.judgeLoss?.(program, loss) ?? { kind: 'unknown', reason: loss.reason };
      if (verdict.kind === 'violates')
        results.set(program, { history: loss.history ?? { steps: [], residue: [] }, verdict });
      return verdict;
    },
  };
}
