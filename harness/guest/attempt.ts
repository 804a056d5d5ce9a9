// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// One attempt to boot with one accelerator.
import { AgentChannel } from './channel';
import { Guest } from './guest';
import type { Attempt } from './qemu/accelerator';
import type { Machine } from './qemu/arguments';
import type { ConsoleLine } from './qemu/console';
import { startEmulator } from './qemu/emulator';
import { describeEnd, type GuestEnd } from './qemu/ending';

/** `failed`: the kernel or its first process did not get as far as the agent's first line. */
export type Boot =
  | { readonly kind: 'booted'; readonly guest: Guest }
  | { readonly kind: 'failed'; readonly reason: string; readonly console: readonly ConsoleLine[] };

export interface AttemptLimits {
  readonly bootLimitMs: number;
  readonly silenceLimitMs?: number;
  /** What makes the agent say its first line. */
  readonly greeting?: string;
  readonly onConsole?: (line: string) => void;
}

/** What came of an attempt: for the caller, and for the choice of the accelerator. */
export interface Attempted {
  readonly boot: Boot;
  readonly attempt: Attempt;
}

type Heard =
  | { readonly kind: 'hello'; readonly line: string }
  | { readonly kind: 'ended'; readonly end: GuestEnd }
  | { readonly kind: 'silent'; readonly ms: number };

/** Starts QEMU and waits for the agent's first line, the guest's end, or too long a silence. */
export async function attemptBoot(qemu: string, machine: Machine, limits: AttemptLimits): Promise<Attempted> {
  let heard = (): void => undefined;
  const emulator = await startEmulator(qemu, machine, (line) => {
    heard();
    limits.onConsole?.(line);
  });
  const channel = new AgentChannel(emulator.agent, emulator.fallback);
  if (limits.greeting !== undefined) channel.greet(limits.greeting);
  const outcome = await new Promise<Heard>((resolve) => {
    let silence: NodeJS.Timeout | undefined;
    const settle = (how: Heard): void => {
      clearTimeout(whole);
      clearTimeout(silence);
      heard = () => undefined;
      resolve(how);
    };
    const giveUpAfter = (ms: number): NodeJS.Timeout => setTimeout(() => settle({ kind: 'silent', ms }), ms);
    const whole = giveUpAfter(limits.bootLimitMs);
    heard = () => {
      clearTimeout(silence);
      if (limits.silenceLimitMs !== undefined) silence = giveUpAfter(limits.silenceLimitMs);
    };
    heard();
    channel.onLine((line) => {
      channel.onLine(undefined);
      settle({ kind: 'hello', line });
    });
    void emulator.ended.then((end) => settle({ kind: 'ended', end }));
  });

  if (outcome.kind === 'hello') {
    const guest = new Guest(emulator, channel, outcome.line, machine.accelerator);
    return { boot: { kind: 'booted', guest }, attempt: { kind: 'answered' } };
  }
  emulator.kill();
  await emulator.ended;
  const reason =
    outcome.kind === 'ended'
      ? `${describeEnd(outcome.end)} before the agent had said anything`
      : `the agent had not said anything after ${outcome.ms / 1000} s`;
  return { boot: { kind: 'failed', reason, console: emulator.console.lines }, attempt: attemptOf(outcome) };
}

function attemptOf(outcome: Exclude<Heard, { kind: 'hello' }>): Attempt {
  if (outcome.kind === 'silent') return { kind: 'silent', seconds: outcome.ms / 1000 };
  if (outcome.end.kind === 'emulator-died') return outcome.end;
  return { kind: 'guest-ended' };
}
