// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What a thread has to reckon with: which of the others' operations may run while its own is in progress.
import type { Operation } from '../../spec';
import { wordOf, type Stage } from './stage';
import { LOGS } from './steps/observers';

/** Positions in the threads: how many operations each has ended. One in progress is still to be counted on. */
export type Positions = readonly number[];

export interface Surroundings {
  readonly threads: readonly (readonly Operation[])[];
  /** Whether anybody reads the log of a module. */
  readonly logsAreRead: boolean;
  /** Whether another thread may still tell a stage of this one from the next. */
  readonly isTold: (thread: number, positions: Positions, stage: Stage) => boolean;
  /** Whether another thread may still take the object of a descriptor or a path away. */
  readonly isContended: (thread: number, positions: Positions, kind: 'fd' | 'path', name: string) => boolean;
}

/** Whether one of some operations can tell a stage from the next. */
export const tell = (
  { tells, logs }: Stage,
  logsAreRead: boolean,
  operations: { readonly has: (op: string) => boolean },
): boolean =>
  tells.some((op) => operations.has(op)) || (logs === true && logsAreRead && LOGS.some((op) => operations.has(op)));

const TAKES: Readonly<Record<string, readonly ['fd' | 'path', string]>> = {
  'fd.close': ['fd', 'fd'],
  'pin.remove': ['path', 'path'],
  'pin.create': ['path', 'path'],
};

/** The descriptor or path that refers to nothing, or to something else, after an operation: `fd m`, `path pin1`. */
export function takenBy(operation: Operation): string | undefined {
  const taken = TAKES[operation.op];
  return taken && `${taken[0]} ${wordOf(operation, taken[1])}`;
}
