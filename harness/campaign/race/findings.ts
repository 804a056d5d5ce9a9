// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The distinct violations of a race campaign.
import type { NamedRace } from './oracle';
import { sizeOf } from '../../shrink/race/places';
import type { RaceFinding } from './report';
import type { Sighting } from './tally';

/** A violation as it was found. */
export interface FoundRace extends NamedRace {
  readonly index: number;
  readonly signature: string;
  readonly sighting: Sighting;
  /** Of how many rounds of that race. */
  readonly of: number;
}

export type SettledFinding = Pick<RaceFinding, 'race' | 'history' | 'violation' | 'standing' | 'unfinished'>;

interface Finding {
  readonly found: FoundRace;
  settled?: SettledFinding;
  rounds: number;
  races: number;
}

export class RaceFindings {
  private readonly bySignature = new Map<string, Finding>();

  get count(): number {
    return this.bySignature.size;
  }

  has(signature: string): boolean {
    return this.bySignature.has(signature);
  }

  add(found: FoundRace): void {
    const known = this.bySignature.get(found.signature);
    const { count } = found.sighting;
    if (known === undefined) this.bySignature.set(found.signature, { found, rounds: count, races: 1 });
    else {
      known.rounds += count;
      known.races++;
    }
  }

  /** Those that have not been shrunk yet. */
  get pending(): readonly FoundRace[] {
    return [...this.bySignature.values()].filter(({ settled }) => settled === undefined).map(({ found }) => found);
  }

  settle({ signature }: FoundRace, settled: SettledFinding): void {
    const finding = this.bySignature.get(signature);
    if (finding !== undefined) finding.settled = settled;
  }

  get report(): readonly RaceFinding[] {
    return [...this.bySignature].map(([signature, { found, settled = asFound(found), rounds, races }]) => ({
      ...settled,
      signature,
      index: found.index,
      ...(found.name === undefined ? {} : { name: found.name }),
      original: { operations: sizeOf(found.race), threads: found.race.threads.length },
      rounds,
      races,
    }));
  }
}

const asFound = ({ race, sighting: { history, violation } }: FoundRace): SettledFinding => ({
  race,
  history,
  violation,
  standing: { kind: 'once' },
  unfinished: true,
});
