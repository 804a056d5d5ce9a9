// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Whether a module was built for a kernel.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Unavailable } from '../../unavailable';

/** The release in a module's vermagic, which `load_module()` compares first, or undefined when it has none. */
export function moduleRelease(module: Buffer): string | undefined {
  const key = Buffer.from('vermagic=');
  for (let at = module.indexOf(key); at >= 0; at = module.indexOf(key, at + 1)) {
    // Strings of .modinfo stand between NULs.
    if (at > 0 && module[at - 1] !== 0) continue;
    const end = module.indexOf(0, at);
    return module.toString('latin1', at + key.length, end < 0 ? undefined : end).split(' ')[0];
  }
  return undefined;
}

/** Throws `Unavailable` unless the module's release is the kernel's. */
export function checkVermagic(module: string, release: string): void {
  const built = moduleRelease(readFileSync(module));
  if (built === release) return;
  throw new Unavailable(
    `${basename(module)} was built for ${built ?? 'no kernel at all'}, but the kernel is ${release}`,
    '--kernel-build DIR, the build directory of that very kernel',
  );
}
