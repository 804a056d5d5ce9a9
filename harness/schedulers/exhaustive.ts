// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Every schedule once, those with few preemptions (or few context switches) first.
import { Names } from './names';
import { type Divergence, type Runnable, type Strategy } from './strategy';

/**
 * What is counted. `preemptions`: switches away from a thread that could have gone on (M. Musuvathi, S. Qadeer,
 * "Iterative context bounding for systematic testing of multithreaded programs", PLDI 2007: most races need one or
 * two). `switches`: all of them.
 */
export type Measure = 'preemptions' | 'switches';

export interface ExhaustiveOptions {
  readonly measure?: Measure;
  /** Schedules that must have more than this are left out. */
  readonly bound?: number;
  /** Schedules to keep in mind at most; what does not fit is lost, and the search will not be complete. */
  readonly memory?: number;
}

/** Schedules that begin with `length` steps of `path`, then one of `thread`, and then switch only when they must. */
interface Branch {
  readonly path: Uint8Array;
  readonly length: number;
  readonly thread: number;
}

const ROOT: Branch = { path: new Uint8Array(0), length: 0, thread: -1 };
const MEMORY = 2_000_000;

/**
 * Each run follows a branch and from there on the thread that runs, or the first one where that cannot go on. Where
 * another could have, a branch is put aside under the least that its schedules can count: so each schedule is run once,
 * those of the lowest level first, and within a level the one found last (depth first).
 */
export class Exhaustive implements Strategy {
  readonly name = 'exhaustive';
  divergence: Divergence | undefined;
  private readonly measure: Measure;
  private readonly bound: number;
  private readonly levels: Branch[][] = [[ROOT]];
  private readonly names = new Names();
  private readonly path: number[] = [];
  /** Alternatives of this run: how many steps precede each, its thread, its level. */
  private readonly forks: number[] = [];
  private branch = ROOT;
  private level = 0;
  private step = 0;
  private forked = 0;
  private counted = 0;
  private memory: number;
  private leftOut = false;
  private running = false;
  private lost = Number.POSITIVE_INFINITY;

  constructor({ measure = 'preemptions', bound = Number.POSITIVE_INFINITY, memory = MEMORY }: ExhaustiveOptions = {}) {
    this.measure = measure;
    this.bound = bound;
    this.memory = memory;
  }

  begin(): boolean {
    while (this.level < this.levels.length && this.levels[this.level]?.length === 0) this.level++;
    const branch = this.levels[this.level]?.pop();
    if (branch === undefined) return false;
    this.memory++;
    this.branch = branch;
    this.running = true;
    this.step = this.forked = this.counted = 0;
    return true;
  }

  pick(runnable: readonly Runnable[]): number {
    const last = this.step === 0 ? -1 : (this.path[this.step - 1] ?? -1);
    const current = this.indexOf(last, runnable);
    const index = this.step > this.branch.length ? this.goOn(runnable, last, current) : this.follow(runnable, current);
    const id = this.names.idOf(runnable[index]?.name ?? '');
    this.counted += this.cost(last, id, current);
    this.path[this.step++] = id;
    return index;
  }

  end(): void {
    this.running = false;
    if (this.step <= this.branch.length && this.branch !== ROOT) this.diverge(this.branch.thread, []);
    if (this.forked === 0) return;
    const path = Uint8Array.from(this.path.slice(0, this.step));
    for (let fork = 0; fork < this.forked; fork += 3) {
      // What the beginning of a schedule says of it stays true.
      const level = Math.max(this.level, this.forks[fork + 2] ?? 0);
      this.keep({ path, length: this.forks[fork] ?? 0, thread: this.forks[fork + 1] ?? 0 }, level);
    }
  }

  /** Every schedule that counts at most this was run; -1 when not even those that count nothing. */
  get done(): number {
    let { level } = this;
    while (!this.running && level < this.levels.length && this.levels[level]?.length === 0) level++;
    return Math.min(level, this.lost) - 1;
  }

  /** Every schedule there is was run. */
  get complete(): boolean {
    return !this.leftOut && this.levels.every(({ length }) => length === 0);
  }

  private follow(runnable: readonly Runnable[], current: number): number {
    const { path, length, thread } = this.branch;
    const wanted = this.step < length ? (path[this.step] ?? 0) : thread;
    if (wanted < 0) return this.goOn(runnable, -1, current);
    const index = this.indexOf(wanted, runnable);
    if (index < 0) this.diverge(wanted, runnable);
    return Math.max(0, index);
  }

  /** The thread that runs, or the first; every other is a branch of its own. */
  private goOn(runnable: readonly Runnable[], last: number, current: number): number {
    const chosen = Math.max(0, current);
    for (let index = 0; index < runnable.length; index++) {
      if (index === chosen) continue;
      const id = this.names.idOf(runnable[index]?.name ?? '');
      // All others that could run will have to, and each takes a switch.
      const ahead = this.measure === 'switches' ? runnable.length - 1 : 0;
      this.forks[this.forked++] = this.step;
      this.forks[this.forked++] = id;
      this.forks[this.forked++] = this.counted + this.cost(last, id, current) + ahead;
    }
    return chosen;
  }

  private cost(last: number, id: number, current: number): number {
    if (last < 0 || last === id) return 0;
    return this.measure === 'switches' || current >= 0 ? 1 : 0;
  }

  private keep(branch: Branch, level: number): void {
    if (level > this.bound) {
      this.leftOut = true;
    } else if (this.memory <= 0) {
      this.leftOut = true;
      this.lost = Math.min(this.lost, level);
    } else {
      this.memory--;
      while (this.levels.length <= level) this.levels.push([]);
      this.levels[level]?.push(branch);
    }
  }

  private indexOf(id: number, runnable: readonly Runnable[]): number {
    if (id < 0) return -1;
    for (let index = 0; index < runnable.length; index++)
      if (this.names.idOf(runnable[index]?.name ?? '') === id) return index;
    return -1;
  }

  private diverge(wanted: number, runnable: readonly Runnable[]): void {
    this.divergence ??= {
      step: this.step,
      wanted: this.names.nameOf(wanted),
      runnable: runnable.map(({ name }) => name),
    };
  }
}
