// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Boots a guest: QEMU with a kernel and an initramfs, until the agent says its first line.
import { attemptBoot, type Attempted, type Boot } from './attempt';
import { cacheDirectory } from './cache/directory';
import { fallBackNote, learn, planBoot, type AcceleratorChoice, type AttemptPlan } from './qemu/accelerator';
import type { Machine } from './qemu/arguments';
import { kernelCommandLine } from './qemu/command-line';
import { kvmDeviceUsable, recallKvm, rememberKvm } from './qemu/kvm-experience';
import { findQemu, type Qemu } from './qemu/version';
import { keepSnapshot, restoreSnapshot } from './snapshot';

export interface BootOptions {
  /** A bzImage or a PVH vmlinux. */
  readonly kernel: string;
  readonly initramfs: string;
  /** Default: `auto`. */
  readonly accelerator?: AcceleratorChoice;
  /** Default: 2, the fewest that race. */
  readonly processors?: number;
  /** Numbers of the host's processors that it may run on. Default: all. */
  readonly affinity?: readonly number[];
  /** Default: 512. */
  readonly memoryMiB?: number;
  /** Added to the kernel's command line. */
  readonly commandLine?: readonly string[];
  /** Sent to the agent at once; its first line is taken for the answer. Default: nothing. */
  readonly greeting?: string;
  /** How long the agent may take to say its first line; default: 120 s, for emulation on a busy machine. */
  readonly bootLimitMs?: number;
  /**
   * Continue a snapshot taken after an earlier boot of the same guest, and take one after the first; under emulation it
   * is ten times as fast as booting. Default: true.
   */
  readonly snapshots?: boolean;
  /** Path of QEMU; default: `$QEMU`, or qemu-system-x86_64. */
  readonly qemu?: string;
  /** Sees every line of the console as it comes. */
  readonly onConsole?: (line: string) => void;
  /** Told, in one line, what is not as it was asked for. */
  readonly onNote?: (note: string) => void;
  /** Told what is wrong with the cache, each time; it only costs time. */
  readonly onTrouble?: (trouble: string) => void;
}

/** Boots a guest, and watches over it. Throws `Unavailable` when there is no usable QEMU. */
export async function bootGuest(options: BootOptions): Promise<Boot> {
  const boot = await bootSomehow(options);
  if (boot.kind === 'booted') {
    if (!boot.guest.overVirtio) note(options, SERIAL);
    boot.guest.watch();
  }
  return boot;
}

const SERIAL =
  'the kernel has no virtio port (CONFIG_VIRTIO_PCI, CONFIG_VIRTIO_CONSOLE), so every byte goes over a serial line and ' +
  'every start is a boot: a run takes several times as long';

async function bootSomehow(options: BootOptions): Promise<Boot> {
  const qemu = await findQemu(options.qemu);
  const cache = cacheDirectory();
  const experience = recallKvm(cache, qemu.version);
  const choice = options.accelerator ?? 'auto';
  const { first, fallback } = planBoot(choice, kvmDeviceUsable(), experience);
  if (choice === 'auto' && experience.kind === 'broken') note(options, fallBackNote(experience.reason));

  const attempted = await attempt(qemu, options, first);
  if (fallback === undefined) return attempted.boot;
  const lesson = learn(attempted.attempt);
  if (lesson !== undefined) rememberKvm(cache, qemu.version, lesson);
  if (lesson?.kind !== 'broken') return attempted.boot;
  note(options, fallBackNote(lesson.reason));
  return (await attempt(qemu, options, fallback)).boot;
}

async function attempt(qemu: Qemu, options: BootOptions, plan: AttemptPlan): Promise<Attempted> {
  const machine: Machine = {
    kernel: options.kernel,
    initramfs: options.initramfs,
    accelerator: plan.accelerator,
    processors: options.processors ?? 2,
    memoryMiB: options.memoryMiB ?? 512,
    commandLine: kernelCommandLine(options.commandLine),
    ...(options.affinity === undefined ? {} : { affinity: options.affinity }),
  };
  // With KVM a boot is quick, and the state of the host's own processor is not worth the trouble.
  const snapshots = (options.snapshots ?? true) && plan.accelerator === 'tcg';
  const scene = { qemu, machine, greeting: options.greeting };
  const restored = snapshots ? await restoreSnapshot(scene, options) : undefined;
  if (restored !== undefined) return { boot: { kind: 'booted', guest: restored }, attempt: { kind: 'answered' } };
  const attempted = await attemptBoot(qemu.path, machine, {
    bootLimitMs: options.bootLimitMs ?? 120_000,
    ...(plan.silenceLimitMs === undefined ? {} : { silenceLimitMs: plan.silenceLimitMs }),
    ...(options.greeting === undefined ? {} : { greeting: options.greeting }),
    ...(options.onConsole === undefined ? {} : { onConsole: options.onConsole }),
  });
  if (snapshots && attempted.boot.kind === 'booted') await keepSnapshot(scene, attempted.boot.guest, options);
  return attempted;
}

const noted = new Set<string>();

/** Says a thing once: guests are booted again and again in one run. */
function note(options: BootOptions, text: string): void {
  if (noted.has(text)) return;
  noted.add(text);
  options.onNote?.(text);
}
