// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A race as one list of operations with the place of each, so that what shortens programs shortens races.
import type { Operation, Program, RaceProgram } from '../../../spec';

/** A thread by its index, or what runs before or after all of them. */
export type Place = number | 'prefix' | 'suffix';

export interface Placed {
  readonly operation: Operation;
  readonly place: Place;
}

/** Fewer threads are no race. */
const LEAST_THREADS = 2;

export const placesOf = ({ prefix, threads, suffix }: RaceProgram): readonly Placed[] => [
  ...prefix.map((operation): Placed => ({ operation, place: 'prefix' })),
  ...threads.flatMap((thread, place) => thread.map((operation): Placed => ({ operation, place }))),
  ...suffix.map((operation): Placed => ({ operation, place: 'suffix' })),
];

/** The race of operations in their places. Threads without an operation are none; undefined when fewer than two are left. */
export function raceOf(placed: readonly Placed[]): RaceProgram | undefined {
  const at = (wanted: Place): readonly Operation[] =>
    placed.filter(({ place }) => place === wanted).map(({ operation }) => operation);
  const indices = [...new Set(placed.map(({ place }) => place))].filter((place) => typeof place === 'number');
  if (indices.length < LEAST_THREADS) return undefined;
  const threads = indices.toSorted((a, b) => a - b).map(at);
  return { prefix: at('prefix'), threads, suffix: at('suffix') };
}

export const flat = (race: RaceProgram): Program => ({
  operations: placesOf(race).map(({ operation }) => operation),
});

export const sizeOf = (race: RaceProgram): number => placesOf(race).length;
