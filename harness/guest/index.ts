// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Guests: a kernel and an agent, booted under QEMU.
export { bootGuest, type BootOptions } from './boot';
export type { Boot } from './attempt';
export type { Guest } from './guest';
export { prepareGuest, type GuestImage, type PrepareOptions } from './prepare';
export { checks, type Check, type Finding } from './doctor';
export { describeEnd, endingOf, type GuestEnd } from './qemu/ending';
export type { AcceleratorChoice } from './qemu/accelerator';
export type { ConsoleLine } from './qemu/console';
export { defaultKernel, parseKernelSpec } from './kernel/kernel';
export { installMissing, type Installed } from './provision/install';
export { fetchKernel, keptKernels, offeredNow, pruneKernels } from './kernels';
