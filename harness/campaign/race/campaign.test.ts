// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import { formatSchedule } from '../../schedulers/schedule';
import type { RaceProgram } from '../../../spec';
import type { Adapter } from '../../adapter';
import { fakeAdapter } from '../../testing/fakes';
import { UsageError } from '../../errors';
import { runRaceCampaign, SHRINKING, type RaceCampaignOptions } from './campaign';
import type { NamedRace } from './oracle';
import type { RaceReport } from './report';
import { playToy } from './testing/toy-kernel';
import {
  controlledToy,
  lookup,
  open,
  operation,
  create,
  quiesce,
  toyOracle,
  update,
  updates,
  wildToy,
} from './testing/toy-race';

const OPTIONS: RaceCampaignOptions = {
  seed: 1,
  races: 100,
  rounds: 300,
  scheduler: 'portfolio',
  preemptions: 2,
  maxFailures: 5,
  maxReconnections: 1,
  shrinking: { ...SHRINKING, ms: 1_000_000 },
};

function campaign(
  adapter: Adapter,
  races: readonly NamedRace[],
  options: Partial<RaceCampaignOptions> = {},
  signal?: AbortSignal,
): Promise<RaceReport> {
  let clock = 0;
  return runRaceCampaign(
    { ...OPTIONS, ...options },
    {
      adapter,
      oracle: () => toyOracle(races),
      now: () => clock++,
      ...(signal === undefined ? {} : { signal }),
    },
  );
}

const GOOD: NamedRace = { name: 'two-maps', race: updates('m', 'n') };
const BAD: NamedRace = { name: 'one-map', race: updates('m', 'm') };

describe('with the threads under control', () => {
  test('races whose every schedule is allowed conform', async () => {
    const report = await campaign(controlledToy(), [GOOD]);
    expect(report).toMatchObject({ verdict: 'conforms', ended: 'finished', races: 1, raced: 1, unit: 'schedules' });
    expect(report.rows).toEqual([{ name: 'two-maps', rounds: report.rounds, allowed: 1, seen: 1 }]);
    expect(report.proof?.missed.map(({ depth }) => depth)).toEqual([1, 2, 3, 4]);
    expect(report.steps).toBeGreaterThan(report.rounds * 3);
  });

  test('a lost update is found, shrunk to its four operations, and to two switches', async () => {
    const { verdict, findings } = await campaign(controlledToy(), [GOOD, BAD]);
    expect(verdict).toBe('violates');
    expect(findings).toHaveLength(1);
    const [finding] = findings;
    expect(finding?.race).toEqual({
      prefix: [open, create('m')],
      threads: [[update('m')], [update('m')]],
      suffix: [lookup('m')],
    });
    expect(finding).toMatchObject({ index: 1, name: 'one-map', original: { operations: 8, threads: 2 } });
    expect(finding?.standing).toMatchObject({ kind: 'replays', proved: 'earliest' });
    const { standing } = finding ?? {};
    if (standing?.kind !== 'replays') throw new Error('it must replay');
    expect(formatSchedule(standing.schedule)).toBe('T1 T2*3 T1*2');
    expect(standing.moments.map(({ thread }) => thread)).toEqual(['T1', 'T2', 'T2', 'T2', 'T1', 'T1']);
    expect(standing.moments[4]).toEqual({ thread: 'T1', point: 'map.update: store' });
  });

  test('the same seed gives the same report', async () => {
    const [first, second] = await Promise.all([1, 2].map(() => campaign(controlledToy(), [GOOD, BAD])));
    expect({ ...first, seconds: 0 }).toEqual({ ...second, seconds: 0 });
  });

  test('once every schedule was run, no other is', async () => {
    const report = await campaign(controlledToy(), [GOOD], {
      scheduler: 'exhaustive',
      preemptions: 9,
      rounds: 100_000,
    });
    // Threads of four and three steps.
    expect(report.rounds).toBe(35);
    expect(report.proof).toMatchObject({ complete: 1 });
  });

  test('what is not controlled is a verdict of its own', async () => {
    let run = 0;
    // Every other run has one thread less to schedule.
    const moody = controlledToy((race, strategy) =>
      playToy(run++ % 2 === 0 ? race : { ...race, threads: race.threads.slice(0, 1) }, strategy),
    );
    const report = await campaign(moody, [GOOD]);
    expect(report.verdict).toBe('uncontrolled');
    expect(report.uncontrolled[0]?.divergence).toMatchObject({ wanted: 'T2' });
  });

  test('so is a schedule that gives another history the second time', async () => {
    let run = 0;
    const moody = controlledToy((race, strategy) => ({
      ...playToy(race, strategy),
      residue: run++ % 2 === 0 ? [] : ['a map'],
    }));
    expect((await campaign(moody, [GOOD])).verdict).toBe('uncontrolled');
  });
});

describe('with threads that run as they will', () => {
  test('results are counted, and rounds asked for until there are enough', async () => {
    const report = await campaign(wildToy(), [GOOD], { rounds: 250 });
    const held = ['soc_a init_member', 'soc_a validate', 'soc_a reg'].length * 10;
    expect(report).toMatchObject({ verdict: 'conforms', unit: 'rounds', rounds: 250 + held, raced: 1, steps: 0 });
    expect(report.proof).toBeUndefined();
  });

  test('a lost update is found, and shrunk by repetition with a stated confidence', async () => {
    const { verdict, findings } = await campaign(wildToy(), [BAD]);
    expect(verdict).toBe('violates');
    expect(findings[0]?.race.threads).toEqual([[update('m')], [update('m')]]);
    const { standing } = findings[0] ?? {};
    if (standing?.kind !== 'repeats') throw new Error('it must repeat');
    expect(standing.count).toBeGreaterThan(0);
    expect(standing.missed).toBeLessThan(0.01);
  });
});

describe('nothing is proved', () => {
  const ONE_AT_A_TIME: RaceProgram = { prefix: [], threads: [[quiesce]], suffix: [] };

  test.each<[string, readonly NamedRace[], Partial<RaceCampaignOptions>, string]>([
    ['without races', [], {}, 'no race was run'],
    [
      'when nothing raced',
      [{ race: ONE_AT_A_TIME }],
      {},
      'nothing raced: in no round were two threads under way at once',
    ],
    ['without time', [GOOD], { timeBudgetMs: 0 }, 'the time budget ended before any race was run'],
    [
      'of what the specification says nothing about',
      [{ race: { ...GOOD.race, threads: [[operation('module.log', { name: 'soc_a' })], [quiesce]] } }],
      {},
      'the specification says nothing of 1 race',
    ],
  ])('%s', async (_, races, options, doubt) => {
    const report = await campaign(controlledToy(), races, options);
    expect(report.verdict).toBe('inconclusive');
    expect(report.doubts).toContain(doubt);
  });

  test('when it was interrupted', async () => {
    const abort = new AbortController();
    abort.abort();
    const report = await campaign(controlledToy(), [GOOD], {}, abort.signal);
    expect(report).toMatchObject({ verdict: 'inconclusive', ended: 'interrupted' });
  });

  test('by an implementation that runs no races, which is a mistake of the command line', async () => {
    await expect(campaign(fakeAdapter(), [GOOD])).rejects.toThrow(UsageError);
  });
});

test('a campaign ends after so many findings', async () => {
  const report = await campaign(controlledToy(), [BAD, GOOD, GOOD], { maxFailures: 1 });
  expect(report).toMatchObject({ verdict: 'violates', ended: 'max-fail', races: 1 });
});
