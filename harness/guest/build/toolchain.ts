// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What a kernel's modules are built with.
import type { Finished } from '../../platform/finished';

/** A place with the compiler, the libraries and the pahole that a kernel's headers need. */
export interface Toolchain {
  /** What the modules depend on by it: a build with another toolchain is another build. */
  readonly id: string;
  /** Runs make there; the paths in `args` are the host's. `folders` are those that it reads and writes. Throws `Unavailable`. */
  make(args: readonly string[], folders: readonly string[], onStep?: (step: string) => void): Promise<Finished>;
}
