// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Who decides, at every step of several threads, which of them goes on; and does so for one run after another.

/** A thread that could take the next step: its name, and the point in the code where it stands. */
export interface Runnable {
  readonly name: string;
  readonly point: string;
}

/** A run did not offer what an earlier run of the same schedule had: something else than the schedule decided. */
export interface Divergence {
  /** Steps that went as before. */
  readonly step: number;
  /** The thread that was to run; undefined when the earlier run was over by then. */
  readonly wanted: string | undefined;
  /** The threads that could run; none when this run was over. */
  readonly runnable: readonly string[];
}

/**
 * A strategy of schedules. For each run: {@link begin}, {@link pick} at every step, {@link end}. The same questions
 * get the same answers, so a strategy with its seed stands for its schedules. A pick allocates nothing: there are
 * millions a second.
 */
export interface Strategy {
  readonly name: string;
  /** Makes ready for another run; false when every schedule that the strategy has was run. */
  begin(): boolean;
  /** Index of the thread that takes the next step. There is at least one. */
  pick(runnable: readonly Runnable[]): number;
  /** The run is over. */
  end(): void;
  /** Set when what the last run offered does not fit an earlier one. */
  readonly divergence?: Divergence | undefined;
}
