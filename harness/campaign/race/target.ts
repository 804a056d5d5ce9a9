// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What races run on: threads that a scheduler controls, or threads that run as they will.
import type { Session } from '../../adapter';
import { unavailable } from '../../premises/premise';
import { modulesLack } from '../../premises/within';
import { UsageError } from '../../errors';
import type { RunRace } from './asking';
import type { Play } from './play';

export type Target =
  { readonly kind: 'schedules'; readonly play: Play } | { readonly kind: 'rounds'; readonly run: RunRace };

/** Throws `UsageError` when the session can run no races, `Unavailable` when the kernel lacks what they need. */
export function targetOf({ play, race, implementation, lacks = [] }: Session): Target {
  if (play !== undefined) return { kind: 'schedules', play };
  const without = modulesLack({ lacks });
  if (race === undefined && without !== undefined) throw unavailable('no race can be run', without);
  if (race === undefined)
    throw new UsageError(`${implementation.name} runs no races`, '--adapter simulator, or --adapter vm');
  return { kind: 'rounds', run: race };
}
