// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Everything a guest is booted from, made ready once and kept in the cache.
import { buildAgent } from './build/agent';
import { buildModules } from './build/modules';
import { buildInitramfs, type InitramfsContent } from './initramfs/initramfs';
import type { GuestFile } from './initramfs/tree';
import { checkConfig } from './kernel/config';
import type { Kernel } from './kernel/kernel';
import { checkChoice, selectKernel, type KernelChoice } from './kernel/select';
import { installMissing } from './provision/install';
import { ownBpftool, provisionBpftool, requireBpftool } from './provision/bpftool';
import { provisionBusybox } from './provision/busybox';

export interface PrepareOptions extends KernelChoice {
  /** Put bpftool into the guest as well, Debian's or the one at a path, and busybox for the commands around it. */
  readonly bpftool?: true | string;
  readonly extra?: readonly GuestFile[];
  /** Told of every step that takes time. */
  readonly onStep?: (step: string) => void;
}

/** What `bootGuest` needs to know of the guest. */
export interface GuestImage {
  readonly release: string;
  readonly kernel: string;
  readonly initramfs: string;
  /** Whether the test module is in it. A kernel without headers has none, and only vmlinux's types can be tested. */
  readonly modules: boolean;
}

/** Installs what is missing when it may, finds or downloads the kernel, builds modules and agent, and packs them. Throws `Unavailable`. */
export async function prepareGuest(options: PrepareOptions = {}): Promise<GuestImage> {
  checkChoice(options);
  if (typeof options.bpftool === 'string') requireBpftool(options.bpftool);
  await installMissing(options.onStep);
  const kernel = await selectKernel(options, options.onStep);
  checkConfig(kernel);
  const modules = await modulesFor(kernel, options.onStep);
  const initramfs = await buildInitramfs({
    agent: await buildAgent(options.onStep),
    modules,
    ...(kernel.drivers === undefined ? {} : { drivers: kernel.drivers }),
    ...(options.bpftool === undefined ? {} : await withBpftool(options.bpftool, options.onStep)),
    ...(options.extra === undefined ? {} : { extra: options.extra }),
  });
  return { release: kernel.release, kernel: kernel.image, initramfs, modules: modules.length > 0 };
}

async function withBpftool(
  bpftool: true | string,
  onStep?: (step: string) => void,
): Promise<Pick<InitramfsContent, 'bpftool' | 'busybox'>> {
  return {
    bpftool: bpftool === true ? await provisionBpftool(onStep) : ownBpftool(bpftool),
    busybox: await provisionBusybox(onStep),
  };
}

/** None where there is nothing to build them with: then the run says what it leaves out. */
async function modulesFor(kernel: Kernel, onStep?: (step: string) => void): Promise<readonly string[]> {
  if (kernel.buildDirectory !== undefined) return buildModules(kernel, onStep);
  onStep?.(`no headers of ${kernel.release}: no test module, so only the types of vmlinux are tested`);
  return [];
}
