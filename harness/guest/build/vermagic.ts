// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Whether a module was built for a kernel.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Unavailable } from '../../errors';
import { modinfo } from '../kernel/modinfo';

/** The release in a module's vermagic, which `load_module()` compares first, or undefined when it has none. */
export const moduleRelease = (module: Buffer): string | undefined => modinfo(module, 'vermagic')?.split(' ')[0];

/** Throws `Unavailable` unless the module's release is the kernel's. */
export function checkVermagic(module: string, release: string): void {
  const built = moduleRelease(readFileSync(module));
  if (built === release) return;
  throw new Unavailable(
    `${basename(module)} was built for ${built ?? 'no kernel at all'}, but the kernel is ${release}`,
    '--kernel-build DIR, the build directory of that very kernel',
  );
}
