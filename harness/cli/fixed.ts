// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Programs that are given, not generated, through the machinery of a campaign.
import { performance } from 'node:perf_hooks';
import { formatOperation } from '../../generators/text';
import type { Adapter } from '../adapter';
import type { Verdict } from '../judge/verdict';
import { runCampaign } from '../campaign/campaign';
import { fits } from '../campaign/door';
import { oracleFor } from '../campaign/oracle';
import type { CampaignEvent, Oracle } from '../campaign/options';
import type { CampaignReport } from '../campaign/report';
import type { History, Program } from '../../spec';
import { unavailable } from '../premises/premise';
import { modulesLack } from '../premises/within';
import { ownCrashes } from '../judge/known/crash-list';
import { decidedBy } from '../reporters/decided';
import { UsageError } from '../errors';
import { idleness } from './idle';

export interface NamedProgram {
  readonly name: string;
  readonly program: Program;
}

/** What became of one program. */
export interface Judged extends NamedProgram {
  readonly history?: History;
  readonly verdict?: Verdict;
  /** What decided each operation, as far as it was judged. */
  readonly decided?: readonly string[];
  /** Why there is no history. */
  readonly reason?: string;
}

export interface FixedOptions {
  readonly profile: string;
  /** Whether a program of refusals counts, as part of a whole. Else nothing is proved by one whose operations all come to nothing. */
  readonly refusalsCount?: boolean;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: CampaignEvent) => void;
}

/** Runs the programs once each, as they are. Throws `UsageError` when the adapter cannot express one, `Unavailable` when it lacks what one needs. */
export async function runFixed(
  adapter: Adapter,
  programs: readonly NamedProgram[],
  { profile, refusalsCount = true, signal, onEvent }: FixedOptions,
): Promise<{ readonly report: CampaignReport; readonly judged: readonly Judged[] }> {
  const results = new Map<Program, Result>();
  const refused = new Map<number, string>();
  const report = await runCampaign(
    { seed: 0, programs: 0, maxFailures: Infinity, maxReconnections: Infinity },
    {
      adapter,
      oracle: (implementation, door) => {
        const oracle = oracleFor(implementation, { seed: 0, hazards: true, profile }, door);
        const strictly = refusalsCount ? {} : { given: true as const };
        return { ...oracle, ...strictly, ...given(programs), ...remembering(oracle, results, refusalsCount) };
      },
      crashes: ownCrashes,
      now: () => performance.now(),
      ...(signal === undefined ? {} : { signal }),
      onEvent: (event) => {
        if (event.kind === 'refused') refused.set(event.index, event.reason);
        // What is given is not shrunk.
        if (event.kind !== 'shrinking' && event.kind !== 'counterexample') onEvent?.(event);
      },
    },
  );
  const judged = programs.map((named, index) => {
    const result = results.get(named.program);
    return { ...named, ...(result ?? { reason: refused.get(index) ?? reasonIn(report, index) }) };
  });
  return { report, judged };
}

interface Result {
  readonly history: History;
  readonly verdict: Verdict;
  readonly decided: readonly string[];
}

/** Why a program that the implementation did not refuse has no history. */
function reasonIn({ lost, ended, broken = '' }: CampaignReport, index: number): string {
  const found = lost.find((each) => each.index === index);
  if (found !== undefined) return `the implementation went away over it: ${found.reason}`;
  if (ended === 'interrupted') return 'interrupted before it had a history';
  return ended === 'broken' ? `the implementation broke off before it: ${broken}` : 'it has no history';
}

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
  results: Map<Program, Result>,
  refusalsCount: boolean,
): Pick<Oracle, 'judge' | 'judgeLoss'> {
  return {
    judge: (program, history) => {
      const judged = oracle.judge(program, history);
      const verdict = refusalsCount ? judged : unlessIdle(judged, program, history);
      results.set(program, { history, verdict, decided: decidedBy(judged) });
      return verdict;
    },
    judgeLoss: (program, loss) => {
      const verdict: Verdict = oracle.judgeLoss?.(program, loss) ?? { kind: 'unknown', reason: loss.reason };
      const history = loss.history ?? { steps: [], residue: [] };
      if (verdict.kind === 'violates') results.set(program, { history, verdict, decided: decidedBy(verdict) });
      return verdict;
    },
  };
}

function unlessIdle(verdict: Verdict, { operations }: Program, { steps }: History): Verdict {
  const done = operations.map((operation, at) => ({ operation, outcome: steps[at]?.outcome }));
  const reason = verdict.kind === 'conforms' ? idleness(done) : undefined;
  return reason === undefined ? verdict : { kind: 'unknown', reason };
}
