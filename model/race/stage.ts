// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// An operation that other threads can look into is a list of stages. Each is atomic, and says who can tell it from the next.
import type { Argument, ClauseId, Json, Operation } from '../../spec';
import type { Model } from '../model';
import type { Pattern } from '../pattern';
import type { Transition } from '../rule';
import type { Key } from '../state';
import { seen, unseen, type Side } from './window';
import { withKernel, type World } from './world';

/** What a stage hands on to the next. */
export type Data = Readonly<Record<string, Json | Pattern | undefined>>;

/** One thread's turn: it is inside an operation, in a world that others have changed meanwhile. */
export interface Turn {
  readonly model: Model;
  readonly slot: number;
  /** With the names of what it holds in place of descriptors that others may close. */
  readonly operation: Operation;
  readonly world: World;
  readonly data: Data;
  /** Whether anybody reads the log of a module. */
  readonly logsAreRead: boolean;
}

/** How an operation ended. */
export interface Ending {
  readonly clause: ClauseId;
  readonly ret: number;
  readonly value?: Pattern;
}

/**
 * `on`: one atomic step was done, and the next stage (or stage `to`) is to come. `end`: the operation returned; what it
 * still held is let go of, links by a worker if `later`.
 */
export type Move = Onward | Ended;
export interface Onward {
  readonly kind: 'on';
  readonly world: World;
  readonly data: Data;
  readonly to?: number;
}
export interface Ended {
  readonly kind: 'end';
  readonly world: World;
  readonly ending: Ending;
  readonly later?: boolean;
}

export interface Stage {
  /** Where the kernel is then. */
  readonly kernel: string;
  /** Operations of another thread that may tell whether the next stage has run. Without any, they run as one. */
  readonly tells: readonly string[];
  /** Whether it has a module log a line, which matters where logs are read. */
  readonly logs?: boolean;
  /** Every way it may go; none while it has to wait for another thread. */
  readonly run: (turn: Turn) => readonly Move[];
}

export const on = (world: World, data: Data = {}): Onward => ({ kind: 'on', world, data });
export const end = (world: World, { clause, ret, value }: Ending): Ended => ({
  kind: 'end',
  world,
  ending: value === undefined ? { clause, ret } : { clause, ret, value },
});

/** Which side of modules each operation depends on; `usable` for those that are not listed. */
const SIDES: Readonly<Record<string, Side>> = {
  'btf.open': 'btf',
  'btf.list': 'btf',
  'object.by_id': 'btf',
  'object.info': 'btf',
  'fd.dup': 'btf',
  'module.log': 'files',
  'module.call': 'files',
  'module.detach': 'files',
  'module.register': 'files',
};

/** What the sequential machine allows for an operation here and now, with modules as far as it sees them. */
export function allowedNow(
  { model, world }: Pick<Turn, 'model' | 'world'>,
  operation: Operation,
): readonly Transition[] {
  const side = SIDES[operation.op] ?? 'usable';
  const { kernel, windows } = world;
  const state = seen(kernel, windows, side);
  const transitions = model.step(state, operation);
  if (state === kernel) return transitions;
  return transitions.map((transition) => ({ ...transition, next: unseen(transition.next, kernel, windows, side) }));
}

/** The operation does all that is left of it at once. */
export const ended = (world: World, transition: Transition): Ended =>
  end(withKernel(world, transition.next), transition);

/** An argument that is one word. */
export function wordOf({ args }: Operation, parameter: string): string {
  const value = args[parameter];
  return typeof value === 'string' ? value : '';
}

/** The object behind an open descriptor. */
export const keyAt = (world: World, name: Argument | undefined): Key =>
  typeof name === 'string' ? (world.kernel.files.get(name)?.key ?? '') : '';
