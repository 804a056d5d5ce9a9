// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Bare threads in a kernel without anything else, for tests of what threads meet in: locks, grace periods, reports.
import * as fc from 'fast-check';
import { Faults } from '../faults';
import { Core } from '../kernel/core';
import { type RaceScheduler, Sched } from '../kernel/sched';
import { Task, type ThreadInfo } from '../kernel/task';
import { type Thread } from '../kernel/thread';
import { DEFAULT_VERSION } from '../kernel/version';

export const bareCore = (): Core => new Core(new Faults(undefined), DEFAULT_VERSION.features);

/** Always the first that can. */
export const FIRST: RaceScheduler = { pick: () => 0 };

/** Lets each thread take one step after the other, as far as it can. */
export class RoundRobin implements RaceScheduler {
  private turn = 0;

  pick(runnable: readonly ThreadInfo[]): number {
    return this.turn++ % runnable.length;
  }
}

/** Picks by these numbers, over and over. */
export class Drawn implements RaceScheduler {
  private next = 0;

  constructor(private readonly draws: readonly number[]) {}

  pick(runnable: readonly ThreadInfo[]): number {
    return (this.draws[this.next++ % this.draws.length] ?? 0) % runnable.length;
  }
}

export const drawn = (): fc.Arbitrary<Drawn> =>
  fc.array(fc.nat(11), { minLength: 1, maxLength: 64 }).map((draws) => new Drawn(draws));

export interface Ended {
  readonly core: Core;
  readonly sched: Sched;
  /** Those that never came to their end. */
  readonly stuck: readonly string[];
  readonly log: readonly string[];
}

/** Runs threads `T1`, `T2` and so on to their ends. */
export function runThreads(
  scheduler: RaceScheduler,
  make: (core: Core) => readonly (() => Thread)[],
  core: Core = bareCore(),
): Ended {
  const sched = new Sched(core, scheduler);
  core.share(sched);
  make(core).forEach((thread, index) => sched.start(new Task(`T${index + 1}`, 'caller'), thread()));
  const stuck = sched.runAll().map(({ name }) => name);
  return { core, sched, stuck, log: core.takeLog() };
}
