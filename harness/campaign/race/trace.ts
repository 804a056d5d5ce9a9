// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Where every thread stood at each step of one schedule: what the interleaving table shows.
import type { Runnable, Strategy } from '../../schedulers/strategy';

/** One step: who took it, and the point from which. */
export interface Moment {
  readonly thread: string;
  readonly point: string;
  /** What lived before the step, a line each; absent where nobody can tell. */
  readonly state?: readonly string[];
}

/** Notes the steps that a strategy picks. */
export class Tracer implements Pick<Strategy, 'pick'> {
  readonly moments: Moment[] = [];

  constructor(private readonly inner: Pick<Strategy, 'pick'>) {}

  pick(runnable: readonly Runnable[], state?: () => readonly string[]): number {
    const index = this.inner.pick(runnable);
    const { name: thread, point } = runnable[index] ?? { name: '', point: '' };
    this.moments.push({ thread, point, ...(state === undefined ? {} : { state: state() }) });
    return index;
  }
}
