// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import { DEFAULT_PROFILE, profileNamed, type RaceHistory, type Step } from '../../../spec';
import { createModel } from '../../../model';
import { PAIRS, parseRace } from '../../../generators';
import { shownResult } from '../../testing/races';
import { RaceJudge } from './judge';

const model = createModel(profileNamed(DEFAULT_PROFILE));
const pair = PAIRS.find(({ name }) => name === 'map-delete-delete-call');
if (pair === undefined) throw new Error('there is no such pair');
const judge = new RaceJudge(model, pair.race);
const rounds = (judge.allowed?.results ?? []).map((result) => shownResult(pair.race, result));

const withThread = (history: RaceHistory, ...first: Step[]): RaceHistory => ({
  ...history,
  threads: [first, ...history.threads.slice(1)],
});
const [round] = rounds;
if (round === undefined) throw new Error('nothing is allowed');

test('each allowed result is found by its number, whatever ids it shows', () => {
  for (const [number, history] of rounds.entries()) {
    const text = JSON.stringify(history).replaceAll(/"id":(\d+)/g, (_, id: string) => `"id":${Number(id) * 1000 + 7}`);
    expect(judge.judge(JSON.parse(text) as RaceHistory)).toMatchObject({ kind: 'allowed', result: number });
  }
});

test('a clause counts where no interleaving has another decide', () => {
  const clauses = rounds
    .map((history) => judge.judge(history))
    .map((verdict) => 'clauses' in verdict && verdict.clauses);
  expect(clauses.some((each) => each !== false && each.includes('RACE-DELETE-01'))).toBe(true);
  for (const each of clauses) expect(each).toEqual(expect.arrayContaining(['LEAK-01', 'LOG-01', 'MAP-CREATE-32']));
});

describe('what is not allowed', () => {
  test('names the operation, what was seen and what was allowed', () => {
    const verdict = judge.judge(withThread(round, { outcome: { ret: -16 } }));
    expect(verdict).toMatchObject({
      kind: 'violates',
      violation: {
        kind: 'outcome',
        place: { part: 0, index: 0 },
        operation: { op: 'map.delete' },
        observed: { ret: -16 },
      },
    });
    if (verdict.kind !== 'violates' || verdict.violation.kind !== 'outcome') throw new Error('it violates');
    expect(verdict.violation.allowed.map(({ outcome }) => outcome).sort()).toEqual(['-EINPROGRESS', '0']);
    expect(verdict.violation.clauses).toEqual(expect.arrayContaining(['MAP-DELETE-06', 'MAP-DELETE-07']));
  });

  test('two results are not mixed: both deletes did not win', () => {
    const threads = round.threads.map((steps) => steps.map((step, at) => (at === 0 ? { outcome: { ret: 0 } } : step)));
    expect(judge.judge({ ...round, threads })).toMatchObject({ violation: { place: { part: 1, index: 0 } } });
  });

  test('a splat, and something left behind', () => {
    const log = ['BUG: KASAN: slab-use-after-free in bpf_struct_ops_map_free+0x1/0x2'];
    expect(judge.judge(withThread(round, { ...round.threads[0]?.[0], outcome: { ret: 0 }, log }))).toMatchObject({
      violation: { kind: 'splat', place: { part: 0, index: 0 }, lines: log, clauses: ['LOG-01'] },
    });
    expect(judge.judge({ ...round, residue: ['map 7 is still there'] })).toMatchObject({
      violation: { kind: 'residue', clauses: ['LEAK-01'] },
    });
  });
});

describe('nothing is proved', () => {
  test('by a round that lacks an operation, or of which one died', () => {
    expect(judge.judge(withThread(round)).kind).toBe('unknown');
    expect(judge.judge({ ...round, threads: round.threads.slice(1) }).kind).toBe('unknown');
    expect(judge.judge(withThread(round, { outcome: { crashed: 'SIGSEGV' } })).kind).toBe('unknown');
  });

  test('where more is possible than was looked at, or than can be taken apart', () => {
    expect(new RaceJudge(model, pair.race, 5).judge(round).kind).toBe('unknown');
    const alone = parseRace('| quiesce | module.info soc_a');
    if (alone.kind !== 'race') throw new Error(alone.message);
    const steps = [[{ outcome: { ret: 0 } }], [{ outcome: { ret: 0 } }]];
    expect(new RaceJudge(model, alone.race).judge({ prefix: [], threads: steps, suffix: [], residue: [] })).toEqual({
      kind: 'unknown',
      reason: 'quiesce stands in a thread',
    });
  });
});
