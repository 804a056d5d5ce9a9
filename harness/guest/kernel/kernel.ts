// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A kernel to boot, and how the user names one.

/** A kernel on this machine. */
export interface Kernel {
  /** As uname(2) gives it. */
  readonly release: string;
  /** What QEMU is given: a bzImage, or a vmlinux with a PVH entry, which boots faster. */
  readonly image: string;
  /** What modules are built against; absent when the user gave none and none was found. */
  readonly buildDirectory?: string;
}

/** `debian`: the newest cloud kernel of that version in the backports. `file`: the user's own. */
export type KernelSpec =
  | { readonly kind: 'debian'; readonly version: string }
  | { readonly kind: 'file'; readonly image: string; readonly buildDirectory?: string };

/** The kernel that is tested when nobody says otherwise. */
export const defaultKernel = 'debian:6.12';

/** Reads `debian:6.12`, `debian:6.12.95`, or the path of a kernel image. */
export function parseKernelSpec(text: string, buildDirectory?: string): KernelSpec | undefined {
  const debian = /^debian:(\d+\.\d+(?:\.\d+)?)$/.exec(text);
  if (debian?.[1] !== undefined) return { kind: 'debian', version: debian[1] };
  if (text === '' || text.startsWith('debian:')) return undefined;
  return { kind: 'file', image: text, ...(buildDirectory === undefined ? {} : { buildDirectory }) };
}
