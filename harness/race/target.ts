// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What races run on: threads that a scheduler controls, or threads that run as they will.
import type { RaceProgram, RaceRounds } from '../../spec';
import type { Raced, Session } from '../adapter';
import { UsageError } from '../usage-error';
import type { Play } from './play';

export type Target =
  | { readonly kind: 'schedules'; readonly play: Play }
  | { readonly kind: 'rounds'; readonly run: (race: RaceProgram, rounds: number, seed: number) => Promise<Raced> };

/** Throws `UsageError` when the session can run no races. */
export function targetOf({ play, race, implementation }: Session): Target {
  if (play !== undefined) return { kind: 'schedules', play };
  if (race === undefined)
    throw new UsageError(`${implementation.name} runs no races`, '--adapter simulator, or --adapter vm');
  return { kind: 'rounds', run: (program, rounds, seed) => together(race, program, rounds, seed) };
}

/** An implementation may stop before it has run as many rounds as it was asked for; then it is asked again. */
async function together(
  race: NonNullable<Session['race']>,
  program: RaceProgram,
  wanted: number,
  seed: number,
): Promise<Raced> {
  let total: RaceRounds = { rounds: 0, results: [] };
  for (let call = 0; total.rounds < wanted; call++) {
    const raced = await race(program, { rounds: wanted - total.rounds, seed: seed + call });
    if (raced.kind !== 'rounds') return raced;
    if (raced.rounds.rounds === 0) return { kind: 'refused', race: program, reason: 'not one round was run' };
    total = { rounds: total.rounds + raced.rounds.rounds, results: [...total.results, ...raced.rounds.results] };
  }
  return { kind: 'rounds', race: program, rounds: total };
}
