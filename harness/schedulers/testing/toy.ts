// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Small systems of threads whose races are known, to try strategies on.
import { type Runnable, type Strategy } from '../strategy';

/** Where a thread can be interrupted; `until` says whether it can go on from there. */
export interface Stop {
  readonly point: string;
  readonly until?: () => boolean;
}

export type ToyThread = Generator<Stop, void, undefined>;

/** Threads that share something; `failed` says, once all have ended, whether the race was lost. */
export interface Toy {
  readonly threads: Readonly<Record<string, ToyThread>>;
  readonly failed: () => boolean;
}

export interface ToyRun {
  readonly failed: boolean;
  readonly deadlocked: boolean;
  /** The name of the thread that took each step. */
  readonly steps: readonly string[];
}

interface Live extends Runnable {
  name: string;
  point: string;
  readonly thread: ToyThread;
  until: (() => boolean) | undefined;
}

/** Runs a system once. A step is what a thread does from one stop to the next. */
export function runToy(make: () => Toy, strategy: Strategy): ToyRun {
  const { threads, failed } = make();
  const live: Live[] = Object.entries(threads).map(([name, thread]) => ({ name, point: '', thread, until: undefined }));
  const steps: string[] = [];
  for (;;) {
    const runnable = live.filter(({ until }) => until === undefined || until());
    if (runnable.length === 0) break;
    const chosen = runnable[strategy.pick(runnable)] as Live;
    steps.push(chosen.name);
    const next = chosen.thread.next();
    if (next.done === true) live.splice(live.indexOf(chosen), 1);
    else Object.assign(chosen, { until: undefined, ...next.value });
  }
  strategy.end();
  return { failed: failed(), deadlocked: live.length > 0, steps };
}

export function* steps(count: number, each: (step: number) => void = () => undefined): ToyThread {
  for (let step = 0; step < count; step++) {
    each(step);
    if (step < count - 1) yield { point: `step ${step + 1}` };
  }
}

/** How many of so many runs fail. */
export function failures(make: () => Toy, strategy: Strategy, runs: number): number {
  let count = 0;
  for (let run = 0; run < runs && strategy.begin(); run++) if (runToy(make, strategy).failed) count++;
  return count;
}
