// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Smaller races to try: fewer operations, then fewer threads, then less that runs at once, then plainer operations.
import type { Operation, RaceProgram } from '../../../spec';
import { withPlainer, withStandIns } from '../candidates';
import { goingWith } from '../dependencies';
import { flat, placesOf, raceOf, type Placed } from './places';

/** Races without runs of operations, the longest runs first, the latest first; what needs a lost handle goes as well. */
export function* withFewerOperations(race: RaceProgram): Generator<RaceProgram> {
  const { length } = placesOf(race);
  for (let size = length >> 1; size >= 1; size >>= 1)
    for (let start = length - size; start >= 0; start--) {
      const gone = new Set(Array.from({ length: size }, (_, offset) => start + offset));
      yield* withoutPlaces(race, gone);
    }
}

/** Races without two operations that do not stand together: a pair can be needed only by each other. */
export function* withoutPairs(race: RaceProgram): Generator<RaceProgram> {
  const { length } = placesOf(race);
  for (let first = 0; first < length; first++)
    for (let second = first + 2; second < length; second++) yield* withoutPlaces(race, new Set([first, second]));
}

function* withoutPlaces(race: RaceProgram, gone: ReadonlySet<number>): Generator<RaceProgram> {
  const placed = placesOf(race);
  const going = goingWith(flat(race).operations, gone);
  const candidate = raceOf(placed.filter((_, index) => !going.has(index)));
  if (candidate !== undefined) yield candidate;
}

/** Races where an earlier handle of the same kind stands in for one that then needs no operation. */
export function* withStandInHandles(race: RaceProgram): Generator<RaceProgram> {
  const placed = placesOf(race);
  for (const { operations } of withStandIns(flat(race))) {
    const left = new Set(operations.map(({ result }) => result));
    const dropped = placed.findIndex(({ operation: { result } }) => result !== undefined && !left.has(result));
    const candidate = replaced(
      placed.filter((_, index) => index !== dropped),
      operations,
    );
    // What a thread binds is its own, so a stand-in from another thread is none.
    if (candidate !== undefined && !namesForeign(candidate)) yield candidate;
  }
}

/** Races in which one thread goes before, after or behind another. */
export function* withFewerThreads(race: RaceProgram): Generator<RaceProgram> {
  const { prefix, threads, suffix } = race;
  if (threads.length <= 2) return;
  for (const [index, thread] of threads.entries()) {
    const others = threads.filter((_, other) => other !== index);
    yield { prefix: [...prefix, ...thread], threads: others, suffix };
    yield { prefix, threads: others, suffix: [...thread, ...suffix] };
    for (const [other, first] of others.entries())
      yield { prefix, threads: others.with(other, [...first, ...thread]), suffix };
  }
}

/** Races in which the first operation of a thread runs before all threads, or the last one after them. */
export function* withShorterThreads(race: RaceProgram): Generator<RaceProgram> {
  const { prefix, threads, suffix } = race;
  for (const [index, thread] of threads.entries()) {
    const [first, last] = [thread[0], thread.at(-1)];
    if (thread.length < 2 || first === undefined || last === undefined) continue;
    yield { prefix: [...prefix, first], threads: threads.with(index, thread.slice(1)), suffix };
    yield { prefix, threads: threads.with(index, thread.slice(0, -1)), suffix: [last, ...suffix] };
  }
}

/** Races with one operation made plainer. */
export function* withPlainerOperations(race: RaceProgram): Generator<RaceProgram> {
  for (const { operations } of withPlainer(flat(race))) {
    const candidate = replaced(placesOf(race), operations);
    if (candidate !== undefined) yield candidate;
  }
}

const replaced = (placed: readonly Placed[], operations: readonly Operation[]): RaceProgram | undefined =>
  raceOf(placed.map((each, index) => ({ ...each, operation: operations[index] ?? each.operation })));

/** Whether some thread mentions what another binds, or the prefix what comes later. */
function namesForeign(race: RaceProgram): boolean {
  const placed = placesOf(race);
  const binder = new Map(placed.map(({ operation, place }) => [operation.result, place]));
  return placed.some(({ operation, place }) =>
    Object.values(operation.args).some((value) => {
      const words = typeof value === 'object' ? Object.values(value) : [value];
      return words.some((word) => {
        const from = typeof word === 'string' ? binder.get(word) : undefined;
        return from !== undefined && from !== 'prefix' && from !== place && place !== 'suffix';
      });
    }),
  );
}
