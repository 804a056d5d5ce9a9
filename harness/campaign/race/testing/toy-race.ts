// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The toy kernel as an adapter, and a specification of it: no update may be lost.
import type { RaceHistory, RaceProgram, RaceResult } from '../../../../spec';
import type { Adapter, Session } from '../../../adapter';
import { Recorder } from '../../../schedulers/recorder';
import { Uniform } from '../../../schedulers/uniform';
import type { RaceVerdict } from '../../../judge/race/verdict';
import type { NamedRace, RaceOracle } from '../oracle';
import { playNext, type Play } from '../play';
import { countIn, playToy } from './toy-kernel';

export const operation = (op: string, args: Record<string, string> = {}, result?: string) =>
  result === undefined ? { op, args } : { op, result, args };
export const open = operation('btf.open', { name: 'soc_a' }, 'b');
export const create = (name: string) => operation('map.create', { btf: 'b', type: 'plain' }, name);
export const update = (map: string) => operation('map.update', { map });
export const lookup = (map: string) => operation('map.lookup', { map });
export const quiesce = operation('quiesce');

/** Two updates at once, of one map or of two. */
export const updates = (first: string, second: string): RaceProgram => ({
  prefix: [open, create('m'), create('n'), quiesce],
  threads: [[update(first), quiesce], [update(second)]],
  suffix: [lookup('m')],
});

function judgeToy(race: RaceProgram, history: RaceHistory): RaceVerdict {
  const count = countIn(history);
  const updates = race.threads.flat().filter(({ op, args }) => op === 'map.update' && args['map'] === 'm').length;
  if (count === undefined || count === updates)
    return { kind: 'allowed', result: count ?? 0, clauses: [], effective: true };
  const observed = { ret: 0, value: { count } };
  const allowed = [{ outcome: `0 {"count":${updates}}`, clauses: ['MAP-UPDATE-12' as const] }];
  const place = { part: 'suffix', index: race.suffix.length - 1 } as const;
  const violation = {
    kind: 'outcome',
    place,
    operation: lookup('m'),
    observed,
    allowed,
    clauses: ['MAP-UPDATE-12'],
  } as const;
  return { kind: 'violates', violation };
}

export const toyOracle = (races: readonly NamedRace[]): RaceOracle => ({
  profile: 'toy',
  race: (index) => races[index],
  prepare: (race) =>
    race.threads.flat().some(({ op }) => op === 'module.log')
      ? { kind: 'unknown', reason: 'module.log stands in a thread' }
      : { kind: 'judge', allowed: 1, judge: (history) => judgeToy(race, history) },
});

const SESSION = {
  implementation: { name: 'toy', version: '1' },
  operations: new Set<string>(),
  // eslint-disable-next-line @typescript-eslint/require-await -- it runs no programs
  async *run() {
    throw new Error('a toy runs no programs');
  },
  [Symbol.asyncDispose]: () => Promise.resolve(),
} satisfies Session;

const adapter = (session: Session): Adapter => ({ name: 'toy', batch: 1, connect: () => Promise.resolve(session) });

/** The toy with its threads under control. */
export const controlledToy = (play: Play = playToy): Adapter => adapter({ ...SESSION, play });

/** The toy with threads that run as they will; it never runs more than a hundred rounds at a time. */
export function wildToy(): Adapter {
  return adapter({
    ...SESSION,
    race: (race, { rounds: wanted, seed }) => {
      const rounds = Math.min(100, wanted);
      const recorder = new Recorder(new Uniform(seed));
      const results = new Map<string, RaceResult>();
      for (let round = 0; round < rounds; round++) {
        const history = withTimes(playNext(playToy, race, recorder) as RaceHistory);
        const key = JSON.stringify(history);
        results.set(key, { history, count: (results.get(key)?.count ?? 0) + 1 });
      }
      return Promise.resolve({ kind: 'rounds', race, rounds: { rounds, results: [...results.values()] } });
    },
  });
}

/** As if all operations of all threads were under way together. */
const withTimes = (history: RaceHistory): RaceHistory => ({
  ...history,
  threads: history.threads.map((steps) => steps.map((step) => ({ ...step, start: 1, end: 2 }))),
});
