// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A toy that carries out races: maps are counters, and `map.update` increments one without a lock.
import type { Operation, RaceHistory, RaceProgram, Step } from '../../../../spec';
import type { Runnable, Strategy } from '../../../schedulers/strategy';

type Toy = Generator<string, Step, undefined>;

class ToyKernel {
  private readonly counters = new Map<string, number>();

  *carryOut({ op, args }: Operation): Toy {
    const map = typeof args['map'] === 'string' ? args['map'] : '';
    if (op === 'map.update') {
      const read = this.counters.get(map) ?? 0;
      yield 'map.update: store';
      this.counters.set(map, read + 1);
      yield 'map.update: return';
    }
    if (op === 'map.lookup') return { outcome: { ret: 0, value: { count: this.counters.get(map) ?? 0 } } };
    return { outcome: { ret: 0 } };
  }
}

interface Live extends Runnable {
  point: string;
  readonly code: Generator<string, void, undefined>;
}

const alone = (code: Toy): Step => {
  for (;;) {
    const next = code.next();
    if (next.done === true) return next.value;
  }
};

/** Runs a race on the toy. */
export function playToy(race: RaceProgram, strategy: Pick<Strategy, 'pick'>): RaceHistory {
  const kernel = new ToyKernel();
  const prefix = race.prefix.map((operation) => alone(kernel.carryOut(operation)));
  const threads: Step[][] = race.threads.map(() => []);
  let clock = 0;
  const live: Live[] = race.threads.map((operations, index) => ({
    name: `T${index + 1}`,
    point: 'start',
    code: (function* () {
      for (const operation of operations) {
        const start = clock;
        const step = yield* kernel.carryOut(operation);
        (threads[index] as Step[]).push({ ...step, start, end: clock });
        if (operation !== operations.at(-1)) yield 'next operation';
      }
    })(),
  }));
  while (live.length > 0) {
    clock++;
    const chosen = live[strategy.pick(live)] as Live;
    const next = chosen.code.next();
    if (next.done === true) live.splice(live.indexOf(chosen), 1);
    else chosen.point = next.value;
  }
  const suffix = race.suffix.map((operation) => alone(kernel.carryOut(operation)));
  return { prefix, threads, suffix, residue: [] };
}

/** The count that the last lookup of a race showed. */
export function countIn({ suffix }: RaceHistory): number | undefined {
  const outcome = suffix.at(-1)?.outcome;
  const value = outcome !== undefined && 'value' in outcome ? outcome.value : undefined;
  return (value as { readonly count: number } | undefined)?.count;
}

export const updatesIn = ({ threads }: RaceProgram): number =>
  threads.flat().filter(({ op }) => op === 'map.update').length;
