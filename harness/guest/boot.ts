// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Boots a guest: QEMU with a kernel and an initramfs, until the agent says its first line.
import { attemptBoot, type Attempted, type Boot } from './attempt';
import { cacheDirectory } from './cache/directory';
import { fallBackNote, learn, planBoot, type AcceleratorChoice, type AttemptPlan } from './qemu/accelerator';
import type { Machine } from './qemu/arguments';
import { kernelCommandLine } from './qemu/command-line';
import { kvmDeviceUsable, recallKvm, rememberKvm } from './qemu/kvm-experience';
import { findQemu } from './qemu/version';

export interface BootOptions {
  /** A bzImage or a PVH vmlinux. */
  readonly kernel: string;
  readonly initramfs: string;
  /** Default: `auto`. */
  readonly accelerator?: AcceleratorChoice;
  /** Default: 2, the fewest that race. */
  readonly processors?: number;
  /** Default: 512. */
  readonly memoryMiB?: number;
  /** Added to the kernel's command line. */
  readonly commandLine?: readonly string[];
  /** How long the agent may take to say its first line; default: 120 s, for emulation on a busy machine. */
  readonly bootLimitMs?: number;
  /** Path of QEMU; default: `$QEMU`, or qemu-system-x86_64. */
  readonly qemu?: string;
  /** Sees every line of the console as it comes. */
  readonly onConsole?: (line: string) => void;
  /** Told, in one line, what is not as it was asked for. */
  readonly onNote?: (note: string) => void;
}

/** Boots a guest. Throws `Unavailable` when there is no usable QEMU. */
export async function bootGuest(options: BootOptions): Promise<Boot> {
  const qemu = await findQemu(options.qemu);
  const cache = cacheDirectory();
  const experience = recallKvm(cache, qemu.version);
  const choice = options.accelerator ?? 'auto';
  const { first, fallback } = planBoot(choice, kvmDeviceUsable(), experience);
  if (choice === 'auto' && experience.kind === 'broken') note(options, fallBackNote(experience.reason));

  const attempted = await attempt(qemu.path, options, first);
  if (fallback === undefined) return attempted.boot;
  const lesson = learn(attempted.attempt);
  if (lesson !== undefined) rememberKvm(cache, qemu.version, lesson);
  if (lesson?.kind !== 'broken') return attempted.boot;
  note(options, fallBackNote(lesson.reason));
  return (await attempt(qemu.path, options, fallback)).boot;
}

function attempt(qemu: string, options: BootOptions, plan: AttemptPlan): Promise<Attempted> {
  const machine: Machine = {
    kernel: options.kernel,
    initramfs: options.initramfs,
    accelerator: plan.accelerator,
    processors: options.processors ?? 2,
    memoryMiB: options.memoryMiB ?? 512,
    commandLine: kernelCommandLine(options.commandLine),
  };
  return attemptBoot(qemu, machine, {
    bootLimitMs: options.bootLimitMs ?? 120_000,
    ...(plan.silenceLimitMs === undefined ? {} : { silenceLimitMs: plan.silenceLimitMs }),
    ...(options.onConsole === undefined ? {} : { onConsole: options.onConsole }),
  });
}

const noted = new Set<string>();

/** Says a thing once: guests are booted again and again in one run. */
function note(options: BootOptions, text: string): void {
  if (noted.has(text)) return;
  noted.add(text);
  options.onNote?.(text);
}
