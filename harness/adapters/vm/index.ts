// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The adapter for a real kernel in a guest: QEMU with the agent as its first process.
import type { Adapter } from '../../adapter';
import { continueSession } from '../../protocol/client';
import { guestAdapter, lacksOf, type GuestOptions, type GuestParts } from './guest-adapter';
import { guestChannel } from './guest-channel';
import { PROGRAM_LENGTH } from './program-length';

export type { GuestOptions as VmOptions, GuestParts as VmParts } from './guest-adapter';

/** The agent of a guest speaks the protocol itself. */
export const vm = (options: GuestOptions = {}, parts?: GuestParts): Adapter =>
  guestAdapter(
    {
      name: 'vm',
      batch: 64,
      programLength: PROGRAM_LENGTH,
      open: (guest, image, troubles) =>
        continueSession(guestChannel(guest), guest.hello, { troubles, lacks: lacksOf(image) }),
    },
    options,
    parts,
  );
