// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What a race campaign has seen, added up over its races.
import { Tally } from '../../coverage/tally';
import type { RaceEvidence } from './conclusion';
import type { NamedRace } from './oracle';
import type { LostRace, RaceReport, RaceRow, Uncontrolled } from './report';
import { worstOf, type Proof } from './strategies';
import type { RaceTally } from './tally';

export class RaceLedger {
  races = 0;
  rounds = 0;
  private effective = 0;
  /** Races in which nothing came of what was to run first, nor of anything else. */
  private idle = 0;
  readonly unjudged = new Tally();
  readonly refused = new Tally();
  readonly lost: LostRace[] = [];
  readonly proofs: Proof[] = [];
  private readonly unknown = new Tally();
  private raced = 0;
  private steps = 0;
  private allowed = 0;
  private seen = 0;
  private readonly rows: RaceRow[] = [];
  private readonly uncontrolled: Uncontrolled[] = [];

  add(index: number, { name, race }: NamedRace, allowed: number, tally: RaceTally): void {
    const { rounds, steps, raced, seen, divergence, unknown, effective } = tally;
    this.races++;
    this.rounds += rounds;
    this.effective += effective;
    if (effective === 0 && tally.sightings.size === 0 && race.prefix.length > 0) this.idle++;
    this.steps += steps;
    this.allowed += allowed;
    this.seen += seen;
    if (raced) this.raced++;
    for (const [reason, count] of unknown) this.unknown.add(reason, count);
    if (name !== undefined) this.rows.push({ name, rounds, allowed, seen });
    if (divergence !== undefined) this.uncontrolled.push({ index, race, divergence });
  }

  evidence(
    unit: RaceReport['unit'],
  ): Omit<RaceEvidence, 'findings' | 'ended'> & Pick<RaceReport, 'steps' | 'results' | 'rows' | 'proof'> {
    const { races, raced, rounds, effective, idle, steps, rows, uncontrolled, lost } = this;
    return {
      races,
      raced,
      rounds,
      effective,
      idle,
      steps,
      results: { allowed: this.allowed, seen: this.seen },
      rows,
      uncontrolled,
      lost,
      unjudged: this.unjudged.toRecord(),
      unknown: this.unknown.toRecord(),
      refused: this.refused.toRecord(),
      ...(unit === 'schedules' && this.proofs.length > 0 ? { proof: worstOf(this.proofs) } : {}),
    };
  }
}
