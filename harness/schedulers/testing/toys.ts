// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The toy races: three threads of twenty steps with one planted bug each, and threads that lock.
import { steps, type Toy, type ToyThread } from './toy';

const LENGTH = 20;

/** Each step is counted by a clock; `failed` compares when which step was taken. */
function timed(failed: (at: (thread: number, step: number) => number) => boolean, threads = 3, length = LENGTH): Toy {
  const times: number[][] = Array.from({ length: threads }, () => []);
  let clock = 0;
  const thread = (of: number): ToyThread => steps(length, (step) => ((times[of] as number[])[step] = clock++));
  return {
    threads: Object.fromEntries(times.map((_, of) => [`T${of + 1}`, thread(of)])),
    failed: () => failed((of, step) => times[of]?.[step] ?? -1),
  };
}

/** The first step of one thread comes after the last of another: depth 1. */
export const orderViolation = (): Toy => timed((at) => at(1, 0) > at(0, LENGTH - 1));

/** All of one thread falls into one gap of another: depth 2. */
export const atomicityViolation = (): Toy => timed((at) => at(0, 9) < at(1, 0) && at(1, LENGTH - 1) < at(0, 10));

/** The same within each other, of three threads: depth 3. */
export const nestedViolation = (): Toy =>
  timed(
    (at) =>
      at(0, 9) < at(1, 0) && at(1, 9) < at(2, 0) && at(2, LENGTH - 1) < at(1, 10) && at(1, LENGTH - 1) < at(0, 10),
  );

/** One step of one thread in one gap of another: what a uniform walk is good at. */
export const tightRace = (): Toy => timed((at) => at(0, 9) < at(1, 9) && at(1, 9) < at(0, 10));

/** Threads of one step each between which nothing can go wrong. */
export const free =
  (...lengths: readonly number[]) =>
  (): Toy => ({
    threads: Object.fromEntries(lengths.map((length, of) => [`T${of + 1}`, steps(length)])),
    failed: () => false,
  });

/** Two locks, taken in the order given. */
function* locking(held: Set<string>, first: string, second: string): ToyThread {
  yield { point: `lock ${first}`, until: () => !held.has(first) };
  held.add(first);
  yield { point: `lock ${second}`, until: () => !held.has(second) };
  held.add(second);
  yield { point: 'unlock both' };
  held.delete(second);
  held.delete(first);
}

/** A lock order inversion. */
export function inversion(): Toy {
  const held = new Set<string>();
  return { threads: { T1: locking(held, 'a', 'b'), T2: locking(held, 'b', 'a') }, failed: () => held.size > 0 };
}

/** Both threads under one lock, so that there are only two orders. */
export function serialised(): Toy {
  const held = new Set<string>();
  return { threads: { T1: locking(held, 'a', 'x'), T2: locking(held, 'a', 'y') }, failed: () => held.size > 0 };
}

/** A counter that two threads increment without a lock. */
export function lostUpdate(): Toy {
  let counter = 0;
  function* increment(): ToyThread {
    const read = counter;
    yield { point: 'store' };
    counter = read + 1;
  }
  return { threads: { T1: increment(), T2: increment() }, failed: () => counter !== 2 };
}
