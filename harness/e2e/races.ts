// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Races of two operations for the tests on a live kernel, and what was seen of them.
import { hasReturned, type Operation, type RaceHistory, type RaceProgram } from '../../spec';
import type { RaceOptions, Session } from '../adapter';

const operation = (op: string, args: Operation['args'], result?: string): Operation => ({
  op,
  ...(result === undefined ? {} : { result }),
  args,
});

const loaded = [
  operation('module.load', { name: 'soc_a', types: 'plain' }),
  operation('btf.open', { name: 'soc_a' }, 'b'),
];
const log = operation('module.log', { name: 'soc_a' });
const lookup = operation('map.lookup', { map: 'm' });
const remove = operation('map.delete', { map: 'm' });
const detach = operation('link.detach', { link: 'l' });
const update = (tag: number): Operation => operation('map.update', { map: 'm', value: { tag } });
const plain = operation('map.create', { btf: 'b', type: 'plain' }, 'm');
const linkable = operation('map.create', { btf: 'b', type: 'plain', link: true }, 'm');
const linked = [...loaded, linkable, update(1), operation('link.create', { map: 'm' }, 'l')];

/** By the names of their two threads. */
export const RACES = {
  'update || update': { prefix: [...loaded, plain], threads: [[update(1)], [update(2)]], suffix: [lookup] },
  'delete || delete': { prefix: [...loaded, plain, update(1)], threads: [[remove], [remove]], suffix: [log] },
  'update || delete': { prefix: [...loaded, plain], threads: [[update(1)], [remove]], suffix: [lookup] },
  'update || log, delete': { prefix: [...loaded, plain], threads: [[update(1)], [log, remove]], suffix: [] },
  'detach || detach': { prefix: linked, threads: [[detach], [detach]], suffix: [log] },
  'create || unload': {
    prefix: loaded,
    threads: [[plain], [operation('module.unload', { name: 'soc_a' })]],
    suffix: [],
  },
  'load || create': {
    prefix: [],
    threads: [
      [operation('module.load', { name: 'soc_a', types: 'plain' })],
      [operation('btf.open', { name: 'soc_a' }, 'b'), plain],
    ],
    suffix: [],
  },
} satisfies Record<string, RaceProgram>;

/** What each thread's operations returned, `0,-16`, for each distinct result; several counts of one are added. */
export interface Seen {
  readonly returns: ReadonlyMap<string, number>;
  readonly histories: readonly RaceHistory[];
}

/** Runs one of the races and prints how fast. Throws when the implementation did not run it. */
export async function raced(session: Session, name: keyof typeof RACES, options: RaceOptions): Promise<Seen> {
  const start = performance.now();
  const result = await session.race?.(RACES[name], options);
  if (result?.kind !== 'rounds') throw new Error(`${name}: ${result === undefined ? 'no races' : result.reason}`);
  const { rounds, results } = result.rounds;
  const speed = ((1000 * rounds) / (performance.now() - start)).toFixed(0);
  const returns = new Map<string, number>();
  for (const { history, count } of results) {
    const key = returnsOf(history);
    returns.set(key, (returns.get(key) ?? 0) + count);
  }
  const seen = [...returns].map(([key, count]) => `{${key}} ${count}`).join(', ');
  process.stderr.write(`${name}: ${String(rounds)} rounds, ${speed} a second: ${seen}\n`);
  return { returns, histories: results.map(({ history }) => history) };
}

const returnsOf = (history: RaceHistory): string =>
  history.threads
    .flat()
    .map(({ outcome }) => (hasReturned(outcome) ? outcome.ret : JSON.stringify(outcome)))
    .join(',');
