// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// How a guest ended, decided from what QEMU and the console left behind.
import type { Cause, Ending } from '../../interruption';

/**
 * `killed`: by us. `powered-off` and `reset`: the guest's wish, and no panic was seen. `panicked`: with the kernel's own
 * reason. `frozen`: we killed it, since QEMU did not answer or had stopped it. `emulator-died`: QEMU itself failed, crashed, or was killed by somebody else.
 */
export type GuestEnd =
  | { readonly kind: 'killed' }
  | { readonly kind: 'powered-off' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'panicked'; readonly message: string }
  | { readonly kind: 'frozen'; readonly reason: string }
  | { readonly kind: 'emulator-died'; readonly reason: string };

/** What is known when QEMU is gone. */
export interface Remains {
  readonly killedByUs: boolean;
  /** Why we had given it up, when we had. */
  readonly frozen: string | undefined;
  /** Set when QEMU paused the guest over an error of its own; it does not exit by itself then. */
  readonly internalError: boolean;
  readonly panic: string | undefined;
  /** `reason` of QMP's SHUTDOWN event. */
  readonly shutdown: string | undefined;
  readonly code: number | null;
  readonly signal: string | null;
  readonly stderr: string;
}

/** A panic is looked at first: the reset that follows it is only its consequence. */
export function guestEnd(remains: Remains): GuestEnd {
  if (remains.panic !== undefined) return { kind: 'panicked', message: remains.panic };
  const said = remains.stderr.trim();
  const because = (how: string): GuestEnd => ({ kind: 'emulator-died', reason: said === '' ? how : `${how}: ${said}` });
  if (remains.internalError) return because('QEMU stopped the guest over an internal error');
  if (remains.frozen !== undefined) return { kind: 'frozen', reason: remains.frozen };
  if (remains.killedByUs) return { kind: 'killed' };
  if (remains.shutdown === 'guest-shutdown') return { kind: 'powered-off' };
  if (remains.shutdown === 'guest-reset') return { kind: 'reset' };
  if (remains.shutdown !== undefined) return because(`QEMU was told to quit (${remains.shutdown})`);
  if (remains.signal !== null) return because(`QEMU was killed with ${remains.signal}`);
  return because(`QEMU exited with code ${remains.code ?? -1}`);
}

/** The ending in words, for a report. */
export function describeEnd(end: GuestEnd): string {
  switch (end.kind) {
    case 'killed':
      return 'the guest was killed';
    case 'powered-off':
      return 'the guest powered off';
    case 'reset':
      return 'the guest reset itself';
    case 'panicked':
      return `the guest panicked: ${end.message}`;
    case 'frozen':
    case 'emulator-died':
      return end.reason;
  }
}

/** The agent powers its machine off when it cannot go on. */
const CAUSES: Readonly<Record<GuestEnd['kind'], Cause>> = {
  killed: 'gone',
  reset: 'gone',
  'powered-off': 'agent-died',
  panicked: 'panicked',
  frozen: 'frozen',
  'emulator-died': 'emulator-died',
};

/** The ending as a session tells it. */
export const endingOf = (end: GuestEnd): Ending => ({ cause: CAUSES[end.kind], reason: describeEnd(end) });
