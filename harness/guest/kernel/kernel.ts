// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A kernel to boot, and how the user names one.

import type { Toolchain } from '../build/toolchain';

/** A kernel on this machine. */
export interface Kernel {
  /** As uname(2) gives it. */
  readonly release: string;
  /** What QEMU is given: a bzImage, or a vmlinux with a PVH entry, which boots faster. */
  readonly image: string;
  /** What modules are built against; absent when the user gave none and none was found. */
  readonly buildDirectory?: string;
  /** What builds modules for it; absent when this machine's tools do. */
  readonly toolchain?: Toolchain;
  /** Modules without which the agent's port is not there, in the order in which they must be loaded. */
  readonly drivers?: readonly string[];
  /** Its configuration, where that is known. */
  readonly config?: string | undefined;
}

/** A cloud kernel of Debian's: a version, a package's version or a release, in any Debian release or in `suite` only. */
export interface DebianKernelSpec {
  readonly version: string;
  readonly suite?: string;
}

/** `debian`: the archive's. `file`: the user's own. */
export type KernelSpec =
  | ({ readonly kind: 'debian' } & DebianKernelSpec)
  | { readonly kind: 'file'; readonly image: string; readonly buildDirectory?: string };

/** The kernel that is tested when nobody says otherwise. */
export const defaultKernel = 'debian:6.12';

/** Reads `debian:6.12`, `debian:6.12.95`, `debian:7.3.4-1~bpo13+1`, `debian:6.12/trixie`, or the path of a kernel image. */
export function parseKernelSpec(text: string, buildDirectory?: string): KernelSpec | undefined {
  const [, version, suite] = /^debian:(\d[\w.+~-]*)(?:\/([a-z]+))?$/.exec(text) ?? [];
  if (version !== undefined) return { kind: 'debian', version, ...(suite === undefined ? {} : { suite }) };
  if (text === '' || text.startsWith('debian:')) return undefined;
  return { kind: 'file', image: text, ...(buildDirectory === undefined ? {} : { buildDirectory }) };
}
