// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What a kernel's configuration must have for a guest to be of any use.
import { readFileSync } from 'node:fs';
import { Unavailable } from '../../errors';
import type { Kernel } from './kernel';

/** Without these nothing boots as far as the agent, or there is nothing to test. None may be a module. */
const needed: readonly (readonly [option: string, purpose: string])[] = [
  ['64BIT', 'the agent is a 64-bit program'],
  ['BPF_SYSCALL', 'bpf(2)'],
  ['BPF_JIT', 'struct_ops'],
  ['DEBUG_INFO_BTF', 'the types of struct_ops'],
  ['BLK_DEV_INITRD', 'the agent is in an initramfs'],
  ['DEVTMPFS', 'the devices that the agent opens'],
  ['PROC_FS', 'the agent reads it'],
  ['SYSFS', 'the agent reads it'],
  ['PRINTK', 'the kernel log is read for reports of bugs'],
  ['SERIAL_8250_CONSOLE', 'the console'],
];

/** What the test module needs besides. */
const neededForModules: readonly (readonly [option: string, purpose: string])[] = [
  ['MODULES', 'the test module'],
  ['MODULE_UNLOAD', 'removing it'],
  ['DEBUG_INFO_BTF_MODULES', 'its types'],
];

/** The options that a configuration lacks, each with what it is needed for. */
export function missingOptions(config: string, modules: boolean): string[] {
  const set = new Set([...config.matchAll(/^CONFIG_(\w+)=y$/gm)].map((match) => match[1]));
  return [...needed, ...(modules ? neededForModules : [])]
    .filter(([option]) => !set.has(option))
    .map(([option, purpose]) => `CONFIG_${option} (${purpose})`);
}

/** Throws `Unavailable` that names what is missing. A kernel whose configuration is not known has to show it by booting. */
export function checkConfig({ release, config, buildDirectory }: Kernel): void {
  if (config === undefined) return;
  const missing = missingOptions(readFileSync(config, 'utf8'), buildDirectory !== undefined);
  if (missing.length === 0) return;
  const options = missing.map((each) => each.replace(/^CONFIG_(\w+).*/, '-e $1')).join(' ');
  throw new Unavailable(
    `kernel ${release} was built without ${missing.join(', ')}`,
    `scripts/config ${options}, and build again`,
  );
}
