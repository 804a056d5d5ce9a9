// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  DEFAULT_PROFILE,
  OPERATIONS,
  profileNamed,
  type Operation,
  type RaceHistory,
  type Returned,
} from '../../../spec';
import { closure, createModel } from '../../../model';
import { generateRace, PAIRS, pairsIn, parseRace } from '../../../generators';
import { concrete } from '../../testing/reference';
import { shownResult } from '../../testing/races';
import { RaceJudge } from './judge';
import { linearize } from './linearize';
import { partition } from './partition';
import { recordedRound, type RecordedHistory } from './recorded';

const model = createModel(profileNamed(DEFAULT_PROFILE));
const operations = new Set(OPERATIONS.map(({ op }) => op));
const races = Array.from(
  { length: 12 },
  (_, index) => generateRace(model, { operations, hazards: false, seed: 11, index }).race,
);
const judges = [...races, ...pairsIn(DEFAULT_PROFILE).map(({ race }) => race)].map(
  (race) => new RaceJudge(model, race),
);

type Draw = (most: number) => number;

/** Runs operations of a few threads one after the other and says that each took longer than it did. */
function widened(threads: readonly (readonly Operation[])[], draw: Draw): RecordedHistory {
  const ids = new Map<string, number>();
  const positions = threads.map(() => 0);
  const done: { thread: number; operation: Operation; at: number; outcome: Returned }[] = [];
  let state = model.initial;
  for (let at = 0; ; at += 10) {
    const open = [...threads.keys()].filter((thread) => (positions[thread] ?? 0) < (threads[thread]?.length ?? 0));
    const thread = open[draw(open.length - 1)];
    const operation = thread === undefined ? undefined : threads[thread]?.[positions[thread] ?? 0];
    if (thread === undefined || operation === undefined) break;
    positions[thread] = (positions[thread] ?? 0) + 1;
    const states = closure(state, 512) ?? [state];
    const ways = model.step(states[draw(states.length - 1)] ?? state, operation);
    const way = ways[draw(ways.length - 1)];
    if (way === undefined) throw new Error('nothing is allowed');
    state = way.next;
    const value = way.value === undefined ? {} : { value: concrete(way.value, ids) };
    done.push({ thread, operation, at, outcome: { ret: way.ret, ...value } });
  }
  return done
    .map(({ thread, operation, at, outcome }, index) => {
      const before = done.slice(0, index).findLast((each) => each.thread === thread)?.at ?? -100;
      const after = done.slice(index + 1).find((each) => each.thread === thread)?.at ?? at + 100;
      const invoked = at - draw(Math.floor((at - before - 1) / 2));
      return { thread, operation, invoked, returned: at + 1 + draw(Math.floor((after - at - 2) / 2)), outcome };
    })
    .sort((a, b) => a.invoked - b.invoked);
}

const draws = fc.infiniteStream(fc.nat(9999)).map(
  (stream): Draw =>
    (most) =>
      Number(stream.next().value) % (most + 1),
);

describe('a history that was made one operation after the other', () => {
  test('is allowed, however long each operation is said to have taken', () => {
    fc.assert(
      fc.property(fc.constantFrom(...races), draws, ({ prefix, threads, suffix }, draw) => {
        const history = widened([[...prefix, ...(threads[0] ?? []), ...suffix], ...threads.slice(1)], draw);
        expect(linearize(model, history).kind).toBe('allowed');
      }),
      { numRuns: 60 },
    );
  });
});

/** Changes one thing that a round showed. */
function bent(history: RaceHistory, part: number, index: number, ret: number): RaceHistory {
  const parts = [history.prefix, ...history.threads, history.suffix];
  const wrong = parts.map((steps, at) =>
    at === part ? steps.map((step, i) => (i === index ? { outcome: { ret } } : step)) : steps,
  );
  return { ...history, prefix: wrong[0] ?? [], threads: wrong.slice(1, -1), suffix: wrong.at(-1) ?? [] };
}

describe('both ways to judge a short race', () => {
  test('accept every allowed result', () => {
    for (const judge of judges)
      for (const [number, result] of (judge.allowed?.results ?? []).entries()) {
        const history = shownResult(judge.race, result);
        expect(judge.judge(history)).toMatchObject({ kind: 'allowed', result: number });
        expect(linearize(model, recordedRound(judge.race, history)).kind).toBe('allowed');
      }
  });

  test('agree on results with one return changed', () => {
    const returns = fc.constantFrom(0, -2, -9, -11, -16, -17, -22, -115);
    let rejected = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...judges),
        fc.nat(),
        fc.nat(),
        fc.nat(),
        returns,
        (judge, result, part, index, ret) => {
          const results = judge.allowed?.results ?? [];
          const chosen = results[result % results.length];
          if (chosen === undefined) return;
          const { prefix, threads, suffix } = judge.race;
          const lengths = [prefix, ...threads, suffix].map(({ length }) => length);
          const at = part % lengths.length;
          const history = bent(shownResult(judge.race, chosen), at, index % Math.max(1, lengths[at] ?? 1), ret);
          const verdict = judge.judge(history).kind;
          if (verdict === 'violates') rejected++;
          const expected = verdict === 'allowed' ? 'allowed' : 'not allowed';
          expect(linearize(model, recordedRound(judge.race, history)).kind).toBe(expected);
        },
      ),
      { numRuns: 300 },
    );
    expect(rejected).toBeGreaterThan(50);
  });
});

describe('the order of time', () => {
  const deletes = PAIRS.find(({ name }) => name === 'map-delete-delete');
  const history = (first: readonly [number, number], second: readonly [number, number]): RaceHistory => {
    const ok = { outcome: { ret: 0 } };
    return {
      prefix: [ok, { outcome: { ret: 0, value: { id: 7 } } }, { outcome: { ret: 0, value: { id: 3 } } }, ok],
      threads: [
        [{ outcome: { ret: -115 }, start: first[0], end: first[1] }],
        [{ outcome: { ret: 0 }, start: second[0], end: second[1] }],
      ],
      suffix: [{ outcome: { ret: 0, value: { state: 2, refcnt: 0, members: { tag: 1 } } } }],
      residue: [],
    };
  };
  const verdict = (first: readonly [number, number], second: readonly [number, number]) => {
    if (deletes === undefined) throw new Error('there is no such pair');
    return linearize(model, recordedRound(deletes.race, history(first, second)));
  };

  test('what was over before another began came before it', () => {
    expect(verdict([10, 20], [15, 25]).kind).toBe('allowed');
    expect(verdict([30, 40], [10, 20]).kind).toBe('allowed');
    expect(verdict([10, 20], [30, 40]).kind).toBe('not allowed');
  });

  test('what is not allowed is explained: the longest order, and what could have come next, with its clause', () => {
    const rejected = verdict([10, 20], [30, 40]);
    if (rejected.kind !== 'not allowed') throw new Error('it is not allowed');
    expect(rejected.order.map(({ recorded: { operation } }) => operation.op)).toEqual([
      'module.load',
      'btf.open',
      'map.create',
      'map.update',
    ]);
    expect(rejected.awaited).toEqual([
      {
        recorded: expect.objectContaining({ outcome: { ret: -115 } }),
        allowed: [{ outcome: '0', clause: 'MAP-DELETE-06' }],
      },
    ]);
  });
});

describe('an operation that nobody saw return', () => {
  const history = (state: number): RecordedHistory => {
    const parsed = parseRace(`
module.load soc_a
b = btf.open soc_a
m = map.create b plain
| map.update m | map.lookup m
`);
    if (parsed.kind !== 'race') throw new Error(parsed.message);
    const shown = { state, refcnt: state, members: {} };
    const recorded = recordedRound(parsed.race, {
      prefix: [0, 5, 6].map((id) => ({ outcome: id === 0 ? { ret: 0 } : { ret: 0, value: { id } } })),
      threads: [[{ outcome: { crashed: 'SIGKILL' } }], [{ outcome: { ret: 0, value: shown } }]],
      suffix: [],
      residue: [],
    });
    expect(recorded.some(({ returned }) => returned === Infinity)).toBe(true);
    return recorded;
  };

  test('may have been done, or not', () => {
    expect(linearize(model, history(0)).kind).toBe('allowed');
    expect(linearize(model, history(1)).kind).toBe('allowed');
    expect(linearize(model, history(2)).kind).toBe('not allowed');
  });
});

describe('limits', () => {
  const [judge] = judges;
  const round = () => {
    const [result] = judge?.allowed?.results ?? [];
    if (judge === undefined || result === undefined) throw new Error('no race');
    return recordedRound(judge.race, shownResult(judge.race, result));
  };

  test('when one comes first, nothing is known', () => {
    expect(linearize(model, round(), { situations: 2 })).toEqual({
      kind: 'unknown',
      reason: 'more than 2 situations are possible',
    });
    expect(linearize(model, round(), { expired: () => true })).toEqual({
      kind: 'unknown',
      reason: 'the time limit has come',
    });
  });

  test('no time is not enough even for nothing', () => {
    expect(linearize(model, [], { expired: () => true }).kind).toBe('unknown');
    expect(linearize(model, []).kind).toBe('allowed');
  });
});

test('histories fall apart where nothing spans two objects, and nowhere else', () => {
  const parts = (text: string): readonly (readonly string[])[] => {
    const parsed = parseRace(`${text}\n| module.info soc_a | module.info soc_b\n`);
    if (parsed.kind !== 'race') throw new Error(parsed.message);
    const history = [...parsed.race.prefix, ...parsed.race.threads.flat()].map((operation, at) => ({
      thread: 0,
      operation,
      invoked: at,
      returned: at,
    }));
    return partition(history).map((part) => part.map(({ operation: { op } }) => op));
  };
  const two = 'module.load soc_a\nmodule.load soc_b\nb = btf.open soc_a\nc = btf.open soc_b\nm = map.create b plain';
  expect(parts(two)).toEqual([
    ['module.load', 'btf.open', 'map.create', 'module.info'],
    ['module.load', 'btf.open', 'module.info'],
  ]);
  expect(parts(`${two}\np = prog.load c plain run\nmap.update m .run=p`)).toHaveLength(1);
  expect(parts(`${two}\nbtf.list`)).toHaveLength(1);
  expect(parts('t = map.create none tcp_congestion_ops\nu = map.create none tcp_congestion_ops\nmap.lookup u')).toEqual(
    [['map.create', 'map.create', 'map.lookup'], ['module.info'], ['module.info']],
  );
});
