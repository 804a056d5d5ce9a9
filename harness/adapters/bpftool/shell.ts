// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The narrow thing that the adapter works through: commands, on this machine or in a guest.

import type { Ending } from '../../interruption';
import type { Lack } from '../../premises/premise';

/** What a command said, and what the kernel said meanwhile where that can be read. */
interface Output {
  readonly stdout: string;
  readonly stderr: string;
  readonly log?: readonly string[];
}

/** A command that came to an end, by itself or by a signal. */
export type Ended =
  | (Output & { readonly kind: 'exited'; readonly status: number })
  | (Output & { readonly kind: 'killed'; readonly signal: string });

/** `lost`: nobody knows what became of the command, and no other can be run. */
export type Executed = Ended | (Ending & { readonly kind: 'lost' });

/** How long one command may take; a command of bpftool's takes milliseconds. */
export const COMMAND_LIMIT_MS = 20_000;

/** Runs commands one after the other: an argument list, never a shell's line. */
export interface Shell extends AsyncDisposable {
  exec(argv: readonly string[]): Promise<Executed>;
  /** Premises of the suite that do not hold on the machine. */
  readonly lacks?: readonly Lack[];
  /** What the machine said last beside the answers, for a session that is lost. */
  tail(): readonly string[];
}
