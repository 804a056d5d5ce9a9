// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What the rounds of one race have shown.
import type { RaceHistory } from '../../../spec';
import type { Divergence } from '../../schedulers/strategy';
import type { Schedule } from '../../schedulers/schedule';
import type { RaceVerdict, RaceViolation } from '../../judge/race/verdict';
import { raceSignature } from '../../judge/race/signature';

/** A violation as it was first seen, and how often. */
export interface Sighting {
  readonly history: RaceHistory;
  readonly violation: RaceViolation;
  /** Present where the threads are controlled. */
  readonly schedule?: Schedule;
  /** Rounds that showed it. */
  readonly count: number;
}

export class RaceTally {
  rounds = 0;
  steps = 0;
  /** Rounds in which some operation did something. */
  effective = 0;
  /** Whether threads ran at once in some round. */
  raced = false;
  /** Every schedule that there is was run. */
  complete = false;
  divergence: Divergence | undefined;
  private readonly bySignature = new Map<string, Sighting>();
  private readonly results = new Map<number, number>();
  private readonly unknowns = new Map<string, number>();

  /** `schedule` is asked for only when it is needed. */
  add(history: RaceHistory, verdict: RaceVerdict, count = 1, schedule?: () => Schedule): void {
    this.rounds += count;
    switch (verdict.kind) {
      case 'allowed':
        increase(this.results, verdict.result, count);
        if (verdict.effective) this.effective += count;
        return;
      case 'unknown':
        increase(this.unknowns, verdict.reason, count);
        return;
      case 'violates': {
        const { violation } = verdict;
        const signature = raceSignature(violation);
        const known = this.bySignature.get(signature);
        const first = known ?? { history, violation, ...(schedule === undefined ? {} : { schedule: schedule() }) };
        this.bySignature.set(signature, { ...first, count: (known?.count ?? 0) + count });
      }
    }
  }

  /** How many different allowed results were seen. */
  get seen(): number {
    return this.results.size;
  }

  get sightings(): ReadonlyMap<string, Sighting> {
    return this.bySignature;
  }

  /** Rounds about which nothing is proved, by reason. */
  get unknown(): ReadonlyMap<string, number> {
    return this.unknowns;
  }
}

function increase<Key>(counts: Map<Key, number>, key: Key, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}
