// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Remembers whether KVM worked, until the host reboots or its QEMU changes.
import { accessSync, constants, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KvmExperience } from './accelerator';

interface Entry {
  readonly hostBoot: string;
  readonly qemu: string;
  readonly experience: KvmExperience;
}

/** Whether /dev/kvm may be opened at all. */
export function kvmDeviceUsable(): boolean {
  try {
    accessSync('/dev/kvm', constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** What is known of KVM for this QEMU since the host booted. An unreadable file is no experience. */
export function recallKvm(cache: string, qemu: string): KvmExperience {
  try {
    const entry = JSON.parse(readFileSync(file(cache), 'utf8')) as Entry;
    if (entry.hostBoot === hostBoot() && entry.qemu === qemu) return entry.experience;
  } catch {
    // Nothing was remembered yet, or something else wrote there.
  }
  return { kind: 'none' };
}

/** Keeps an experience for the processes after this one. */
export function rememberKvm(cache: string, qemu: string, experience: KvmExperience): void {
  const entry: Entry = { hostBoot: hostBoot(), qemu, experience };
  try {
    mkdirSync(cache, { recursive: true });
    const partial = `${file(cache)}.${process.pid}`;
    writeFileSync(partial, `${JSON.stringify(entry)}\n`);
    renameSync(partial, file(cache));
  } catch {
    // A cache that cannot be written to: the next process learns it again.
  }
}

function file(cache: string): string {
  return join(cache, 'kvm.json');
}

function hostBoot(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}
