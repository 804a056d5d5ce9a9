// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Whether to try KVM. /dev/kvm may exist and not work: QEMU aborts, or the guest hangs without a word, so the only
// test is to boot something, and what came of it is remembered until the host reboots.
import type { Accelerator } from './arguments';

/** What the user asked for. */
export type AcceleratorChoice = Accelerator | 'auto';

/** What earlier boots on this host have taught. */
export type KvmExperience =
  { readonly kind: 'none' } | { readonly kind: 'works' } | { readonly kind: 'broken'; readonly reason: string };

/** How one attempt to boot went, as far as the accelerator may be to blame. */
export type Attempt =
  | { readonly kind: 'answered' }
  | { readonly kind: 'silent'; readonly seconds: number }
  | { readonly kind: 'emulator-died'; readonly reason: string }
  /** The guest's kernel ran and ended by itself; no accelerator would change that. */
  | { readonly kind: 'guest-ended' };

export interface AttemptPlan {
  readonly accelerator: Accelerator;
  /** Give up after so long without a byte from the guest. Absent: only the time limit of the boot counts. */
  readonly silenceLimitMs?: number;
}

/** A booting guest under KVM is heard of within a second; nested and busy, within a few. */
const kvmSilenceMs = 8000;

/** The accelerator to try first, and the one to fall back on. */
export interface BootPlan {
  readonly first: AttemptPlan;
  readonly fallback?: AttemptPlan;
}

/** Decides from the user's wish, the state of /dev/kvm and the experience. */
export function planBoot(choice: AcceleratorChoice, deviceUsable: boolean, experience: KvmExperience): BootPlan {
  if (choice !== 'auto') return { first: { accelerator: choice } };
  if (!deviceUsable || experience.kind === 'broken') return { first: { accelerator: 'tcg' } };
  return { first: { accelerator: 'kvm', silenceLimitMs: kvmSilenceMs }, fallback: { accelerator: 'tcg' } };
}

/** What an attempt with KVM teaches, or undefined when it says nothing about KVM. */
export function learn(attempt: Attempt): KvmExperience | undefined {
  switch (attempt.kind) {
    case 'answered':
      return { kind: 'works' };
    case 'silent':
      return { kind: 'broken', reason: `the guest was silent for ${attempt.seconds} s` };
    case 'emulator-died':
      return { kind: 'broken', reason: firstClause(attempt.reason) };
    case 'guest-ended':
      return undefined;
  }
}

/** The one line that says so. */
export function fallBackNote(reason: string): string {
  return `KVM does not work on this machine (${reason}); running under emulation (TCG) instead`;
}

/** QEMU's last words may be a register dump; its first line says what happened. */
function firstClause(reason: string): string {
  const line = reason.split('\n')[0] ?? '';
  return line.length > 120 ? `${line.slice(0, 117)}...` : line;
}
