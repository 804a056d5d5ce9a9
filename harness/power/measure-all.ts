// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The whole matrix, on as many threads as are wanted.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Piscina from 'piscina';
import type { Fault } from '../adapters/simulator';
import { unlessAborted } from '../campaign/abort';
import type { Cell } from './matrix';
import type { Task } from './measure';
import type { Strategy } from './strategy';
import measureBatch from './worker';

export interface MeasureOptions {
  readonly seeds: readonly number[];
  readonly limit: number;
  /** Threads. */
  readonly jobs: number;
  readonly signal?: AbortSignal;
  readonly onCell?: (cell: Cell) => void;
}

/** Every strategy on every fault. What an abort leaves undone has no cell, and threads at work are ended. */
export async function measureAll(
  faults: readonly Fault[],
  strategies: readonly Strategy[],
  { seeds, limit, jobs, signal, onCell }: MeasureOptions,
): Promise<readonly Cell[]> {
  await using threads = threadsFor(jobs);
  const cells: Cell[] = [];
  const run = async (batch: readonly Task[]): Promise<void> => {
    for (const cell of await threads.run(batch)) {
      cells.push(cell);
      onCell?.(cell);
    }
  };
  const tasks = batches(faults, strategies).map((batch) => batch.map((names) => ({ ...names, seeds, limit })));
  await unlessAborted(() => Promise.all(tasks.map(run)), signal);
  return inOrder(cells, faults, strategies);
}

type Names = Pick<Task, 'fault' | 'strategy'>;

/** A strategy without seeds has one set of programs for all faults of a kernel, so one thread hunts them all. */
function batches(faults: readonly Fault[], strategies: readonly Strategy[]): readonly (readonly Names[])[] {
  const found = new Map<string, Names[]>();
  for (const { name: strategy, seeded } of strategies)
    for (const { name: fault, kernel } of faults) {
      const key = `${strategy} ${seeded ? fault : kernel}`;
      const batch = found.get(key);
      if (batch === undefined) found.set(key, [{ fault, strategy }]);
      else batch.push({ fault, strategy });
    }
  // The long ones first, so that no thread waits for them at the end.
  return [...found.values()].sort((a, b) => b.length - a.length);
}

function inOrder(cells: readonly Cell[], faults: readonly Fault[], strategies: readonly Strategy[]): readonly Cell[] {
  return faults.flatMap(({ name: fault }) =>
    strategies.flatMap(({ name: strategy }) =>
      cells.filter((cell) => cell.fault === fault && cell.strategy === strategy),
    ),
  );
}

interface Threads extends AsyncDisposable {
  readonly run: (batch: readonly Task[]) => Promise<readonly Cell[]>;
}

/** Threads need the compiled file; even one of them leaves this thread free to hear signals. Without it, as under Jest, there is none. */
function threadsFor(jobs: number): Threads {
  const filename = join(__dirname, 'worker.js');
  if (!existsSync(filename)) return inThisThread();
  const pool = new Piscina<readonly Task[], readonly Cell[]>({ filename, maxThreads: jobs, minThreads: jobs });
  return { run: (batch) => pool.run(batch), [Symbol.asyncDispose]: () => pool.destroy() };
}

/** One after the other. */
function inThisThread(): Threads {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run: (batch) => {
      const mine = last.then(() => measureBatch(batch));
      last = mine;
      return mine;
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
