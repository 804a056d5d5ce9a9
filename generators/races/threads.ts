// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The threads of a race: operations that meet at one object, each thread knowing what the prefix and itself have made.
import type { Operation } from '../../spec';
import type { State } from '../../model';
import { ALONE } from '../../model/race';
import type { Focus } from './focus';
import { makeMeeting, type Manner } from './meeting';
import type { Workshop } from './scene';

const MANNER: Manner = { misuse: 0.06, leavesOut: ALONE };

/** Two threads are most of what there is to find; three show what needs a third, four are for breadth. */
const COUNTS: readonly (readonly [number, number])[] = [
  [2, 8],
  [3, 2],
  [4, 0.5],
];

/** The most operations that a thread has, by the number of threads: the interleavings are to be enumerated. */
const LONGEST: Readonly<Record<number, number>> = { 2: 3, 3: 2, 4: 1 };

/** Threads that run from a state on; handles are numbered from `position`. Undefined when nothing fits. */
export function makeThreads(
  workshop: Workshop,
  state: State,
  focus: Focus,
  position: number,
): readonly (readonly Operation[])[] | undefined {
  const { random } = workshop;
  const count = random.weighted(COUNTS) ?? 2;
  const threads: Operation[][] = [];
  let at = position;
  for (let thread = 0; thread < count; thread++) {
    const operations = makeMeeting(workshop, MANNER, state, focus, at, random.between(1, LONGEST[count] ?? 1));
    if (operations.length === 0) return undefined;
    threads.push(operations);
    at += operations.length;
  }
  return threads;
}
