// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// All that an implementation is asked about one race, request by request; what it answered before it went away is kept.
import type { RaceProgram, RaceRounds } from '../../../spec';
import type { Raced, RaceOptions, Session } from '../../adapter';
import { windowsOf } from './windows';

export type RunRace = NonNullable<Session['race']>;

/** Of so many rounds in which the threads run freely, one more is run with each window held open. */
const FREE_ROUNDS = 25;

export class Asking {
  private readonly plan: readonly RaceOptions[];
  private total: RaceRounds = { rounds: 0, results: [] };
  private part = 0;
  /** Rounds of the part of the plan that is under way, and requests for them. */
  private ran = 0;
  private calls = 0;
  /** Requests that were answered with rounds. */
  answers = 0;

  constructor(
    private readonly race: RaceProgram,
    wanted: number,
    seed: number,
  ) {
    const held = Math.ceil(wanted / FREE_ROUNDS);
    const windows = windowsOf(race).map((window) => ({ rounds: held, seed, holds: [window] }));
    this.plan = [{ rounds: wanted, seed }, ...windows];
  }

  get rounds(): RaceRounds {
    return this.total;
  }

  /** Whether all was run. */
  get done(): boolean {
    return this.part >= this.plan.length;
  }

  /**
   * The next request; the same one again when it was not answered. An implementation may stop before it has run as many
   * rounds as it was asked for; then it is asked for the others.
   */
  async next(run: RunRace): Promise<Raced> {
    const options = this.plan[this.part];
    if (options === undefined) throw new Error('everything has been asked');
    const { rounds, seed } = options;
    const raced = await run(this.race, { ...options, rounds: rounds - this.ran, seed: seed + this.calls });
    if (raced.kind !== 'rounds') return raced;
    if (raced.rounds.rounds === 0) return { kind: 'refused', race: this.race, reason: 'not one round was run' };
    this.take(raced.rounds, rounds);
    return raced;
  }

  private take({ rounds, results }: RaceRounds, wanted: number): void {
    this.total = { rounds: this.total.rounds + rounds, results: [...this.total.results, ...results] };
    this.answers++;
    this.calls++;
    this.ran += rounds;
    if (this.ran < wanted) return;
    this.part++;
    this.ran = 0;
    this.calls = 0;
  }
}
