// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What races run on: threads that a scheduler controls, or threads that run as they will.
import type { Session } from '../adapter';
import { UsageError } from '../usage-error';
import type { RunRace } from './asking';
import type { Play } from './play';

export type Target =
  { readonly kind: 'schedules'; readonly play: Play } | { readonly kind: 'rounds'; readonly run: RunRace };

/** Throws `UsageError` when the session can run no races. */
export function targetOf({ play, race, implementation }: Session): Target {
  if (play !== undefined) return { kind: 'schedules', play };
  if (race === undefined)
    throw new UsageError(`${implementation.name} runs no races`, '--adapter simulator, or --adapter vm');
  return { kind: 'rounds', run: race };
}
