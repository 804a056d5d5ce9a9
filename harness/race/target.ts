// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What races run on: threads that a scheduler controls, or threads that run as they will.
import type { RaceProgram, RaceRounds } from '../../spec';
import type { Raced, RaceOptions, Session } from '../adapter';
import { UsageError } from '../usage-error';
import type { Play } from './play';
import { windowsOf } from './windows';

export type Target =
  | { readonly kind: 'schedules'; readonly play: Play }
  | { readonly kind: 'rounds'; readonly run: (race: RaceProgram, rounds: number, seed: number) => Promise<Raced> };

/** Throws `UsageError` when the session can run no races. */
export function targetOf({ play, race, implementation }: Session): Target {
  if (play !== undefined) return { kind: 'schedules', play };
  if (race === undefined)
    throw new UsageError(`${implementation.name} runs no races`, '--adapter simulator, or --adapter vm');
  return { kind: 'rounds', run: (program, rounds, seed) => withWindows(race, program, rounds, seed) };
}

type RunRace = NonNullable<Session['race']>;

/** Of so many rounds in which the threads run freely, one more is run with each window held open. */
const FREE_ROUNDS = 25;

/** The rounds, and some more in which a window is held. */
async function withWindows(race: RunRace, program: RaceProgram, wanted: number, seed: number): Promise<Raced> {
  const held = Math.ceil(wanted / FREE_ROUNDS);
  let total = await together(race, program, { rounds: wanted, seed });
  for (const window of windowsOf(program)) {
    if (total.kind !== 'rounds') return total;
    const more = await together(race, program, { rounds: held, seed, holds: [window] });
    total = more.kind === 'rounds' ? { ...more, rounds: sum(total.rounds, more.rounds) } : more;
  }
  return total;
}

/** An implementation may stop before it has run as many rounds as it was asked for; then it is asked again. */
async function together(race: RunRace, program: RaceProgram, options: RaceOptions): Promise<Raced> {
  let total: RaceRounds = { rounds: 0, results: [] };
  for (let call = 0; total.rounds < options.rounds; call++) {
    const rounds = options.rounds - total.rounds;
    const raced = await race(program, { ...options, rounds, seed: options.seed + call });
    if (raced.kind !== 'rounds') return raced;
    if (raced.rounds.rounds === 0) return { kind: 'refused', race: program, reason: 'not one round was run' };
    total = sum(total, raced.rounds);
  }
  return { kind: 'rounds', race: program, rounds: total };
}

const sum = (one: RaceRounds, other: RaceRounds): RaceRounds => ({
  rounds: one.rounds + other.rounds,
  results: [...one.results, ...other.results],
});
