// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Ran } from '../adapter';
import type { Verdict } from '../judge/verdict';
import type { Demand } from '../coverage/demand';
import type { KnownDeviation } from '../judge/known/deviation';
import { ProtocolError, Unavailable, UsageError } from '../errors';
import { fakeAdapter, lost, ran, type FakeOptions } from '../testing/fakes';
import { createModel } from '../../model';
import { profileNamed, type History, type Program } from '../../spec';
import { runCampaign } from './campaign';
import type { CampaignEvent, CampaignOptions, CampaignParts, Oracle, Rerun } from './options';
import { TIME_LIMIT_MS } from './reruns';

/** Program number N is N+1 operations; its first names a module by the number's remainder. */
const generate = (index: number): Program => ({
  operations: [
    { op: 'module.info', args: { name: ['soc_a', 'soc_b', 'soc_n'][index % 3] ?? '' } },
    ...Array.from({ length: index }, () => ({ op: 'quiesce', args: {} })),
  ],
});
const indexOf = (program: Program): number => program.operations.length - 1;

/** Every operation must return 0, by clause A; a positive return means that nothing is known. */
function judge(program: Program, { steps }: History): Verdict {
  const rets = steps.map(({ outcome }) => ('ret' in outcome ? outcome.ret : 0));
  const step = rets.findIndex((ret) => ret < 0);
  if (rets.some((ret) => ret > 0)) return { kind: 'unknown', reason: 'too many states' };
  const [operation, observed] = [program.operations[step], steps[step]?.outcome];
  if (operation === undefined || observed === undefined)
    return { kind: 'conforms', clauses: new Map([['A', steps.length]]), operations: steps.length, explained: [] };
  return {
    kind: 'violates',
    violation: { kind: 'outcome', step, operation, observed, allowed: [], clauses: ['A'], log: [] },
    clauses: new Map([['A', step]]),
    operations: step + 1,
    explained: [],
  };
}

const answering = (program: Program, ret: number): Ran =>
  ran(program, { steps: program.operations.map(() => ({ outcome: { ret } })), residue: [] });

interface Setup extends FakeOptions {
  readonly options?: Partial<CampaignOptions>;
  readonly parts?: Partial<CampaignParts>;
  readonly oracle?: Partial<Oracle>;
}

async function campaign({ options = {}, parts = {}, oracle = {}, ...fake }: Setup = {}) {
  const events: CampaignEvent[] = [];
  const report = await runCampaign(
    { seed: 1, programs: 20, maxFailures: 5, maxReconnections: 3, ...options },
    {
      adapter: fakeAdapter(fake),
      oracle: () => ({
        profile: '6.12',
        clauses: ['A', 'B'],
        // The programs of these tests do nothing but look.
        given: true,
        generate,
        judge,
        shrink: ({ index: _, ...found }) => Promise.resolve(found),
        ...oracle,
      }),
      now: () => 0,
      onEvent: (event) => events.push(event),
      ...parts,
    },
  );
  return { report, events, kinds: events.map(({ kind }) => kind) };
}

describe('runCampaign', () => {
  it('judges every program once, whatever the batch and wherever the implementation goes away', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(30),
        fc.integer({ min: 1, max: 9 }),
        fc.uniqueArray(fc.nat(30), { maxLength: 4 }),
        async (programs, batch, deadly) => {
          const seen: number[] = [];
          const survived = new Set<number>();
          const { report } = await campaign({
            batch,
            options: { programs, maxReconnections: 4 },
            answer: (program) => {
              const index = indexOf(program);
              if (!deadly.includes(index) || survived.has(index)) return ran(program);
              survived.add(index);
              return lost(program);
            },
            oracle: { judge: (program, history) => (seen.push(indexOf(program)), judge(program, history)) },
          });
          expect(seen).toEqual(Array.from({ length: programs }, (_, index) => index));
          expect(report).toMatchObject({
            programs,
            lost: [],
            reconnections: survived.size,
            operations: (programs * (programs + 1)) / 2,
          });
          expect(report.verdict).toBe(programs === 0 ? 'inconclusive' : 'conforms');
        },
      ),
    );
  });

  it('counts clauses and operations, and names those that it could not reach', async () => {
    const { report } = await campaign({ operations: ['module.info', 'quiesce'], options: { programs: 3 } });
    expect(report).toMatchObject({
      verdict: 'conforms',
      ended: 'finished',
      clauses: { total: 2, counts: { A: 6 }, violated: [], unexercised: ['B'] },
      operationCounts: { 'module.info': 3, quiesce: 3 },
    });
    expect(report.unsupported).toContain('map.create');
    expect(report.unsupported).not.toContain('quiesce');
  });

  it('counts a clause that was violated as exercised', async () => {
    const { report } = await campaign({ answer: (program) => answering(program, -22), options: { programs: 1 } });
    expect(report.clauses).toMatchObject({ violated: ['A'], unexercised: ['B'] });
  });

  it('gives the same report for the same seed', async () => {
    const answer = (program: Program): Ran => answering(program, indexOf(program) % 7 === 3 ? -22 : 0);
    expect((await campaign({ answer })).report).toEqual((await campaign({ answer })).report);
  });

  it('reports one counterexample for each signature, shrunk, and goes on', async () => {
    const answer = (program: Program): Ran =>
      answering(program, indexOf(program) % 4 === 0 ? -22 : indexOf(program) === 7 ? -16 : 0);
    const { report, kinds } = await campaign({
      answer,
      oracle: {
        shrink: async (found, rerun) => {
          const program: Program = { operations: found.program.operations.slice(0, 1) };
          const again = await rerun(program);
          if (again?.verdict.kind !== 'violates') return found;
          return { program, history: again.history, violation: again.verdict.violation };
        },
      },
    });
    expect(report).toMatchObject({
      verdict: 'violates',
      programs: 20,
      clauses: { violated: ['A'] },
      counterexamples: [
        { signature: 'outcome A module.info -EINVAL', index: 0, occurrences: 5, originalLength: 1 },
        { signature: 'outcome A module.info -EBUSY', index: 7, occurrences: 1, originalLength: 8 },
      ],
    });
    expect(kinds.filter((kind) => kind === 'counterexample')).toHaveLength(2);
    // The shrinker's candidate has index 0, where this implementation gives -EINVAL.
    expect(report.counterexamples.map(({ program }) => program.operations.length)).toEqual([1, 1]);
  });

  it('stops at the number of failures that was asked for', async () => {
    const { report } = await campaign({
      answer: (program) => answering(program, -1 - indexOf(program)),
      options: { maxFailures: 2 },
    });
    expect(report).toMatchObject({ verdict: 'violates', ended: 'max-fail', programs: 2 });
    expect(report.counterexamples).toHaveLength(2);
  });

  it('stops at the time budget, and a budget that saw no program proves nothing', async () => {
    let time = 0;
    const half = await campaign({ options: { timeBudgetMs: 10 }, parts: { now: () => time++ } });
    expect(half.report).toMatchObject({ verdict: 'conforms', ended: 'time-budget' });
    expect(half.report.programs).toBeLessThan(20);
    const none = await campaign({ options: { timeBudgetMs: 0 } });
    expect(none.report).toMatchObject({ verdict: 'inconclusive', ended: 'time-budget', programs: 0 });
    expect(none.report.doubts).toEqual(['the time budget ended before any program was judged']);
  });

  it('reports what it has when it is interrupted, even while the implementation hangs', async () => {
    const abort = new AbortController();
    const { report } = await campaign({
      answer: (program) => {
        if (indexOf(program) === 5) abort.abort();
        return ran(program);
      },
      parts: { signal: abort.signal },
    });
    expect(report).toMatchObject({ verdict: 'inconclusive', ended: 'interrupted', programs: 5 });
  });

  it('gives up a program that is lost twice, and keeps the others', async () => {
    const { report, kinds } = await campaign({
      answer: (program) => (indexOf(program) === 6 ? lost(program) : ran(program)),
    });
    expect(report).toMatchObject({
      verdict: 'inconclusive',
      programs: 19,
      doubts: ['1 program took the implementation away every time'],
      lost: [{ index: 6, reason: 'the implementation died', log: ['BUG: last words'] }],
      reconnections: 2,
    });
    expect(kinds.filter((kind) => kind === 'lost')).toHaveLength(2);
  });

  it('finds a violation in the last words of an implementation', async () => {
    const { report } = await campaign({
      answer: (program) => (indexOf(program) === 6 ? lost(program) : ran(program)),
      oracle: {
        judgeLoss: (_, { log }) => ({
          kind: 'violates',
          violation: { kind: 'splat', step: 0, observed: { lines: log }, allowed: [], clauses: ['B'], log },
          clauses: new Map(),
          operations: 0,
          explained: [],
        }),
      },
    });
    expect(report).toMatchObject({ verdict: 'violates', reconnections: 1, lost: [] });
    expect(report.counterexamples).toMatchObject([{ index: 6, signature: 'splat B end BUG: last words' }]);
  });

  it('gives up an implementation that goes away too often, and says so', async () => {
    const { report } = await campaign({ answer: (program) => lost(program) });
    expect(report).toMatchObject({ verdict: 'inconclusive', ended: 'broken', programs: 0, reconnections: 3 });
    expect(report.broken).toBe('the implementation went away 4 times in a row, at last: the implementation died');
  });

  it('ends with what it has when the implementation breaks the protocol or cannot be reached again', async () => {
    for (const error of [new ProtocolError('nonsense'), new Unavailable('no QEMU', 'install it')]) {
      const onConnect = (connection: number): void => {
        if (connection > 0) throw error;
      };
      const answer = (program: Program): Ran => (indexOf(program) === 9 ? lost(program) : ran(program));
      const { report } = await campaign({ onConnect, answer });
      expect(report).toMatchObject({ verdict: 'inconclusive', ended: 'broken', programs: 9, broken: error.message });
    }
  });

  it('throws what the first connection throws', async () => {
    const onConnect = (): never => {
      throw new Unavailable('no QEMU', 'install it');
    };
    await expect(campaign({ onConnect })).rejects.toThrow(Unavailable);
  });

  it('does not pass when much is unknown or refused, or when no clause was exercised', async () => {
    const unknown = await campaign({ answer: (program) => answering(program, indexOf(program) < 3 ? 1 : 0) });
    expect(unknown.report).toMatchObject({ verdict: 'inconclusive', unknown: { 'too many states': 3 }, programs: 17 });
    const refused = await campaign({ answer: (program) => ({ kind: 'refused', program, reason: 'no memory' }) });
    expect(refused.report).toMatchObject({ verdict: 'inconclusive', refused: { 'no memory': 20 }, programs: 0 });
    const idle = await campaign({
      oracle: { judge: () => ({ kind: 'conforms', clauses: new Map(), operations: 0, explained: [] }) },
    });
    expect(idle.report).toMatchObject({ verdict: 'inconclusive', doubts: ['no operation was judged'] });
  });

  describe('with demands', () => {
    const demand = (clause: string, share: number): Demand => ({ clause, share, text: `${clause}>=${share}` });
    /** Clause A in so many programs of a hundred, evenly spread; every program is two operations. */
    const exercising = (share: number): Partial<Oracle> => ({
      generate: () => ({ operations: [QUIESCE, QUIESCE] }),
      judge: () => {
        drawn++;
        const counts = Math.floor(drawn * share) > Math.floor((drawn - 1) * share) ? new Map([['A', 1]]) : new Map();
        return { kind: 'conforms', clauses: new Map([...counts, ['B', 1]]), operations: 2, explained: [] };
      },
    });
    const QUIESCE = { op: 'quiesce', args: {} };
    let drawn = 0;

    it('runs no more programs than were asked for when that decides them', async () => {
      const options = { programs: 500, demands: [demand('B', 0.1)] };
      const { report } = await campaign({ options, oracle: exercising(0.5) });
      expect(report).toMatchObject({ verdict: 'conforms', programs: 500, requested: 500 });
      expect(report.demands).toMatchObject([{ clause: 'B', verdict: 'met', count: 500, operations: 1000 }]);
    });

    it('goes on until they are decided', async () => {
      const options = { programs: 50, demands: [demand('*', 0.1)] };
      const { report, events } = await campaign({ options, oracle: exercising(0.5) });
      expect(report).toMatchObject({ verdict: 'conforms', ended: 'finished', requested: 50 });
      expect(report.programs).toBeGreaterThan(50);
      expect(report.programs).toBeLessThan(1000);
      expect(report.demands.map(({ clause, verdict }) => [clause, verdict])).toEqual([
        ['A', 'met'],
        ['B', 'met'],
      ]);
      const last = events.filter((event) => event.kind === 'judged').at(-1);
      expect(last).toMatchObject({ progress: { programs: report.programs } });
      expect(last?.progress.requested).toBeGreaterThanOrEqual(report.programs);
    });

    it('does not go on for ever, and undecided is no pass', async () => {
      const options = { programs: 50, demands: [demand('A', 0.25)] };
      const { report } = await campaign({ options, oracle: exercising(0.5) });
      expect(report).toMatchObject({
        verdict: 'inconclusive',
        programs: 1000,
        doubts: ['1 demand could not be decided'],
        demands: [{ verdict: 'undecided' }],
      });
    });

    it('stops at the time budget all the same', async () => {
      let time = 0;
      const options = { programs: 50, demands: [demand('A', 0.25)], timeBudgetMs: 100 };
      const { report } = await campaign({ options, oracle: exercising(0.5), parts: { now: () => time++ } });
      expect(report).toMatchObject({
        verdict: 'inconclusive',
        ended: 'time-budget',
        demands: [{ verdict: 'undecided' }],
      });
      expect(report.programs).toBeLessThan(1000);
    });

    it('misses what was demanded, which is neither a pass nor a violation', async () => {
      const options = { programs: 500, demands: [demand('A', 0.5)] };
      const { report } = await campaign({ options, oracle: exercising(0.01) });
      expect(report).toMatchObject({ verdict: 'misses', doubts: [], demands: [{ verdict: 'missed', count: 5 }] });
      const worse = await campaign({ options, answer: (program) => answering(program, -22) });
      expect(worse.report.verdict).toBe('violates');
    });

    it('takes no program that was given for a sample', async () => {
      const options = { programs: 30, demands: [demand('B', 0.1)] };
      const { report } = await campaign({ options, oracle: { ...exercising(1), known: 10 } });
      expect(report.demands).toMatchObject([{ operations: (report.programs - 10) * 2 }]);
      expect(report.coverage.influences.programs).toBe(report.programs - 10);
    });

    it('refuses one that cannot be met', async () => {
      await expect(campaign({ options: { demands: [demand('C', 0.1)] } })).rejects.toThrow(UsageError);
    });
  });

  it('calls it a bug when something is generated that the adapter cannot express', async () => {
    await expect(campaign({ operations: ['module.info'] })).rejects.toThrow('quiesce was generated');
  });

  it('does not run a candidate of the shrinker that the adapter cannot express', async () => {
    const { report } = await campaign({
      operations: ['module.info', 'quiesce'],
      answer: (program) => answering(program, -22),
      options: { maxFailures: 1 },
      oracle: {
        shrink: async (found, rerun) => {
          expect(await rerun({ operations: [{ op: 'map.freeze', args: { map: 'm' } }] })).toBeUndefined();
          return found;
        },
      },
    });
    expect(report.verdict).toBe('violates');
  });

  it('shrinks for a while only, and says when that was not enough', async () => {
    const shrinking = async (afterwards: number) => {
      let time = 0;
      const { report } = await campaign({
        answer: (program) => answering(program, -22),
        options: { maxFailures: 1 },
        parts: { now: () => time },
        oracle: {
          shrink: async ({ index: _, ...found }, rerun) => {
            const tried = [await rerun(found.program)];
            time = afterwards;
            tried.push(await rerun(found.program));
            expect(tried.map((ran) => ran !== undefined)).toEqual([true, afterwards < TIME_LIMIT_MS]);
            return found;
          },
        },
      });
      return report.counterexamples.map(({ unfinished }) => unfinished);
    };
    expect(await shrinking(TIME_LIMIT_MS - 1)).toEqual([undefined]);
    expect(await shrinking(TIME_LIMIT_MS)).toEqual([true]);
  });

  it('lets go of the implementation in the end', async () => {
    let disposed = 0;
    await campaign({ onDispose: () => disposed++ });
    expect(disposed).toBe(1);
  });

  it('survives a shrinker whose candidates take the implementation away', async () => {
    const { report } = await campaign({
      answer: (program, connection) => {
        if (program.operations.length === 0) return lost(program);
        return answering(program, indexOf(program) === 2 && connection === 0 ? -22 : 0);
      },
      oracle: {
        shrink: async (found, rerun) => {
          expect(await rerun({ operations: [] })).toBeUndefined();
          return found;
        },
      },
    });
    expect(report).toMatchObject({ verdict: 'violates', programs: 20, reconnections: 1 });
  });
});

describe('known deviations', () => {
  const known: KnownDeviation = {
    finding: 'lost-update',
    shape: { kind: 'deviation', name: 'big-return-accepted' },
    program: generate(0),
    reason: 'a reason',
    see: 'a page',
  };
  /** Programs of an even length violate. */
  const answer = (program: Program): Ran => answering(program, indexOf(program) % 2 === 0 ? 0 : -22);
  /** -EINVAL is known, and the judge goes on; -EPERM is not. */
  const knowing = (program: Program, history: History): Verdict => {
    const verdict = judge(program, history);
    if (verdict.kind !== 'violates') return verdict;
    const { violation } = verdict;
    const isKnown = 'ret' in violation.observed && violation.observed.ret === -22;
    return isKnown
      ? { ...verdict, kind: 'conforms', deviated: [{ deviation: 'big-return-accepted', violation }] }
      : verdict;
  };
  const oracle = { deviations: [known], judge: knowing };

  it('are reported apart, are not shrunk, and leave the verdict to the rest', async () => {
    const { report, kinds } = await campaign({ answer, oracle });
    expect(report).toMatchObject({ verdict: 'conforms', counterexamples: [], unexpected: [] });
    expect(report.known).toMatchObject([{ finding: 'lost-update', occurrences: 10 }]);
    expect(report.known[0]?.program).toEqual(generate(1));
    expect(report.clauses.violated).toEqual(['A']);
    expect(kinds).not.toContain('shrinking');
  });

  it('do not use up the failures that are allowed, nor hide another violation', async () => {
    const other = (program: Program): Ran => (indexOf(program) === 15 ? answering(program, -1) : answer(program));
    const { report } = await campaign({ answer: other, oracle, options: { maxFailures: 1 } });
    expect(report.verdict).toBe('violates');
    expect(report.counterexamples.map(({ index }) => index)).toEqual([15]);
  });

  it('do not hide what comes behind them in the same program', async () => {
    const behind = (program: Program, history: History): Verdict => {
      const verdict = judge(program, history);
      if (verdict.kind !== 'violates') return verdict;
      return { ...verdict, deviated: [{ deviation: 'big-return-accepted', violation: verdict.violation }] };
    };
    const { report } = await campaign({ answer, oracle: { ...oracle, judge: behind } });
    expect(report).toMatchObject({ verdict: 'violates', known: [{ occurrences: 10 }] });
    expect(report.counterexamples).toMatchObject([{ index: 1, occurrences: 10 }]);
  });

  it('may be recognised where the judge could not go on', async () => {
    const recognise = ({ program }: { readonly program: Program }): KnownDeviation | undefined =>
      indexOf(program) === 15 ? undefined : known;
    const { report } = await campaign({ answer, oracle: { recognise } });
    expect(report.counterexamples.map(({ index }) => index)).toEqual([15]);
    expect(report.known).toMatchObject([{ finding: 'lost-update', occurrences: 9 }]);
  });

  it('are not what another violation shrinks to', async () => {
    const recognise = ({ program }: { readonly program: Program }): KnownDeviation | undefined =>
      indexOf(program) === 15 ? undefined : known;
    let tried: Awaited<ReturnType<Rerun>> | 'nothing' = 'nothing';
    const shrink: Oracle['shrink'] = async ({ index: _, ...found }, rerun) => {
      tried = await rerun({ operations: found.program.operations.slice(0, 4) });
      return found;
    };
    await campaign({ answer, oracle: { recognise, shrink } });
    expect(tried).toBeUndefined();
  });

  it('that do not happen on their own program are unexpected, but for those whose program was not run', async () => {
    const shows = (index: number): KnownDeviation | undefined => (index === 0 ? known : undefined);
    const sound = await campaign({ oracle: { ...oracle, shows } });
    expect(sound.report).toMatchObject({ verdict: 'unexpected', unexpected: ['lost-update'], known: [] });
    const deviating = (program: Program): Ran => answering(program, indexOf(program) === 0 ? -22 : 0);
    const shown = await campaign({ answer: deviating, oracle: { ...oracle, shows } });
    expect(shown.report).toMatchObject({ verdict: 'conforms', unexpected: [], known: [{ occurrences: 1 }] });
    const silent = await campaign({ oracle });
    expect(silent.report).toMatchObject({ verdict: 'conforms', unexpected: [] });
  });
});

describe('a campaign in which nothing happens', () => {
  const drawn = { given: undefined } as unknown as Partial<Oracle>;
  const load = { op: 'module.load', args: { name: 'soc_a' } };
  const verdictOf = (explained: Extract<Verdict, { kind: 'conforms' }>['explained'], operations = 1): Verdict => ({
    kind: 'conforms',
    clauses: new Map([['LOG-01', 1]]),
    operations,
    explained,
  });
  const { initial } = createModel(profileNamed('6.12'));
  const coming = (ret: number) => [
    [{ state: initial, transition: { ret, clause: 'MOD-LOAD-09' as const, next: initial } }],
  ];

  it.each([
    ['no operation was judged', { ...drawn, generate: () => ({ operations: [] }), judge: () => verdictOf([], 0) }],
    [
      'no operation did anything: each was refused, or only looked',
      { ...drawn, generate: () => ({ operations: [load] }), judge: () => verdictOf(coming(-22)) },
    ],
    ['no operation did anything: each was refused, or only looked', drawn],
  ])('is inconclusive, and says: %s', async (doubt, oracle) => {
    const { report } = await campaign({ oracle });
    expect(report).toMatchObject({ verdict: 'inconclusive', doubts: [doubt], effects: 0 });
  });

  it('is another matter than one in which something does', async () => {
    const oracle = { ...drawn, generate: () => ({ operations: [load] }), judge: () => verdictOf(coming(0)) };
    const { report } = await campaign({ oracle });
    expect(report).toMatchObject({ verdict: 'conforms', doubts: [], effects: 20 });
  });

  it('names operations that are claimed and that there are none of', async () => {
    const { report } = await campaign({ operations: ['module.lod', 'module.info', 'quiesce'] });
    expect(report.unknownOperations).toEqual(['module.lod']);
  });
});
