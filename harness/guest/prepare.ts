// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Everything a guest is booted from, made ready once and kept in the cache.
import { buildAgent } from './build/agent';
import { buildModules } from './build/modules';
import { buildInitramfs, type InitramfsContent } from './initramfs/initramfs';
import type { GuestFile } from './initramfs/tree';
import { selectKernel, type KernelChoice } from './kernel/select';
import { installMissing } from './provision/install';
import { provisionBpftool } from './provision/bpftool';
import { provisionBusybox } from './provision/busybox';

export interface PrepareOptions extends KernelChoice {
  /** Put bpftool into the guest as well, and busybox for the commands around it. */
  readonly bpftool?: boolean;
  readonly extra?: readonly GuestFile[];
  /** Told of every step that takes time. */
  readonly onStep?: (step: string) => void;
}

/** What `bootGuest` needs to know of the guest. */
export interface GuestImage {
  readonly release: string;
  readonly kernel: string;
  readonly initramfs: string;
}

/** Installs what is missing when it may, finds or downloads the kernel, builds modules and agent, and packs them. Throws `Unavailable`. */
export async function prepareGuest(options: PrepareOptions = {}): Promise<GuestImage> {
  await installMissing(options.onStep);
  const kernel = await selectKernel(options, options.onStep);
  const modules = await buildModules(kernel, options.onStep);
  const initramfs = await buildInitramfs({
    agent: await buildAgent(options.onStep),
    modules,
    ...(options.bpftool === true ? await withBpftool(options.onStep) : {}),
    ...(options.extra === undefined ? {} : { extra: options.extra }),
  });
  return { release: kernel.release, kernel: kernel.image, initramfs };
}

async function withBpftool(onStep?: (step: string) => void): Promise<Pick<InitramfsContent, 'bpftool' | 'busybox'>> {
  return { bpftool: await provisionBpftool(onStep), busybox: await provisionBusybox(onStep) };
}
